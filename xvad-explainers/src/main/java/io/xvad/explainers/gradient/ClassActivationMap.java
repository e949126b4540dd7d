package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import java.util.List;

/**
 * The steps that class activation maps share: the choice of the layer, the weighted sum of its channels, and its enlargement to the image.
 */
public final class ClassActivationMap {

    private static final String LAST = "last";

    /** The layer to use; an option of every class activation map. */
    public static final OptionSpec<String> LAYER =
            OptionSpec.text("layer", LAST, "last or the name of an activation", "The activation that is explained");

    private ClassActivationMap() {}

    /** Weighs the channels of a layer. */
    @FunctionalInterface
    interface Method {
        Weight of(ActivationGradient layer);
    }

    /** The saliency map of a method at the layer asked for. */
    static List<Evidence> evidence(FittedDetector fitted, Sample sample, ExplainRequest request, Method method) {
        Image image = sample.requireImage();
        Differentiable detector = fitted.capability(Differentiable.class).orElseThrow();
        ActivationGradient layer = layer(detector, image, request);
        AnomalyMap map = map(layer.activation(), method.of(layer), image);
        return List.of(new Saliency(0, map, false));
    }

    static ActivationGradient layer(Differentiable detector, Image image, ExplainRequest request) {
        return detector.activationGradient(image, layer(detector.activations(), request));
    }

    /**
     * The name of the activation asked for.
     *
     * @param activations names of all activations, from input to output
     */
    public static String layer(List<String> activations, ExplainRequest request) {
        String wanted = request.options().get(LAYER);
        return wanted.equals(LAST) ? activations.get(activations.size() - 1) : wanted;
    }

    /**
     * Grad-CAM (Selvaraju et al., 2017, equations 1 and 2) of a layer, enlarged to the image.
     *
     * @return {@code height * width} values, at least 0
     */
    public static AnomalyMap gradCam(ActivationGradient layer, int height, int width) {
        return map(layer.activation(), meanGradient(layer), height, width);
    }

    /** Weighs each channel by the mean of its gradient (equation 1 of Grad-CAM). */
    static Weight meanGradient(ActivationGradient layer) {
        double[] weights = channelMeans(layer.gradient());
        return (channel, cell) -> weights[channel];
    }

    /** The weight of a channel at a cell of the layer. */
    @FunctionalInterface
    interface Weight {
        double of(int channel, int cell);
    }

    /** {@code max(0, sum_c weight activation_c)}, enlarged to the image. */
    static AnomalyMap map(Tensor activation, Weight weight, Image image) {
        return map(activation, weight, image.height(), image.width());
    }

    private static AnomalyMap map(Tensor activation, Weight weight, int height, int width) {
        int cells = activation.size(1) * activation.size(2);
        float[] map = new float[cells];
        for (int cell = 0; cell < cells; cell++) {
            double sum = 0;
            for (int c = 0; c < activation.size(0); c++) {
                sum += weight.of(c, cell) * activation.buffer().get(c * cells + cell);
            }
            map[cell] = (float) Math.max(0, sum);
        }
        float[] large = enlarged(map, activation.size(1), activation.size(2), height, width);
        return AnomalyMap.of(height, width, large);
    }

    /** Enlarges a map bilinearly, with pixel centres at half integers. */
    static float[] enlarged(float[] map, int height, int width, int newHeight, int newWidth) {
        float[] large = new float[newHeight * newWidth];
        for (int i = 0; i < large.length; i++) {
            double y = Math.max(0, Math.min(height - 1, (i / newWidth + 0.5) * height / newHeight - 0.5));
            double x = Math.max(0, Math.min(width - 1, (i % newWidth + 0.5) * width / newWidth - 0.5));
            int top = (int) y;
            int left = (int) x;
            int bottom = Math.min(height - 1, top + 1);
            int right = Math.min(width - 1, left + 1);
            double upper = map[top * width + left] + (x - left) * (map[top * width + right] - map[top * width + left]);
            double lower = map[bottom * width + left]
                    + (x - left) * (map[bottom * width + right] - map[bottom * width + left]);
            large[i] = (float) (upper + (y - top) * (lower - upper));
        }
        return large;
    }

    /** Weighs each cell of a channel by its gradient. */
    static Weight gradient(ActivationGradient layer) {
        int cells = layer.gradient().size(1) * layer.gradient().size(2);
        return (channel, cell) -> layer.gradient().buffer().get(channel * cells + cell);
    }

    /** Mean of each channel of a tensor of shape (C, H, W). */
    static double[] channelMeans(Tensor tensor) {
        int cells = tensor.size(1) * tensor.size(2);
        double[] means = new double[tensor.size(0)];
        for (int i = 0; i < means.length * cells; i++) {
            means[i / cells] += tensor.buffer().get(i) / (double) cells;
        }
        return means;
    }
}
