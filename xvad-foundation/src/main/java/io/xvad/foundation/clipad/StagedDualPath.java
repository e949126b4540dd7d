package io.xvad.foundation.clipad;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.model.ModelWriter;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.foundation.detector.AnchoredEncoder;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.List;

/**
 * Compares an image and its patches with two anchors, stage by stage: the staged dual path (SDP), and with linear layers SDP+. Thread-safe; close it to free native
 * memory.
 *
 * <p>The map is the sum over the stages of what {@link FeatureSurgery} gives for the patches of the second path, and, with linear layers, of {@code softmax(100 [v.n, v.a])[1]}
 * of the patches of the first path that they took to the space of the text; then it is smoothed. What the whole image gives is {@code softmax(100 [c.n, c.a])[1]} of the class token after the last stage.
 */
final class StagedDualPath implements AnchoredEncoder {

    private static final double TEMPERATURE = 0.01;

    private final PatchEncoder encoder;
    private final TextAnchors anchors;
    private final List<Integer> layers;
    private final StageLinears linears;
    private final TokenMap enlarger;
    private final TokenMap cornerAligned;
    private final GaussianBlur blur;

    /**
     * The stages of a model; owns the encoder.
     *
     * @param layers after which a stage ends
     * @param sigma standard deviation of the smoothing, in pixels of what the network sees
     */
    StagedDualPath(
            PatchEncoder encoder, TextAnchors anchors, List<Integer> layers, StageLinears linears, double sigma) {
        this.encoder = encoder;
        this.anchors = anchors;
        this.layers = List.copyOf(layers);
        this.linears = linears;
        this.enlarger = new TokenMap(encoder.input(), false, 0);
        this.cornerAligned = new TokenMap(encoder.input(), true, 0);
        this.blur = new GaussianBlur(sigma);
    }

    /** The output with the tokens of the first path after a layer, with which linear layers begin. */
    static String firstPath(int layer) {
        return "ori_" + layer + "_raw";
    }

    /** The map of what the network sees, smoothed; its highest value; and what the image gives, in [0, 1]. */
    @Override
    public Found find(Image image) {
        ImageTokens tokens = encoder.encode(image);
        float[] shared = new float[encoder.side() * encoder.side()];
        for (int layer : layers) {
            add(FeatureSurgery.of(tokens.classToken("vv_" + layer), tokens.patches("vv_" + layer), anchors), shared);
        }
        float[] map = enlarger.enlarged(shared);
        for (int stage = 0; stage < linears.layers().size(); stage++) {
            float[] patches = tokens.patches(firstPath(layers.get(stage)));
            add(probabilities(linears.layers().get(stage).apply(patches)), map);
        }
        int size = encoder.input().size();
        float[] smooth = blur.apply(map, size, size);
        return new Found(smooth, highest(smooth), anchors.probabilities(vector(tokens), TEMPERATURE)[0]);
    }

    private static float highest(float[] map) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : map) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    /** The soft-max of cosines that were made larger before, as the authors do. */
    private float[] probabilities(float[] vectors) {
        float[] probabilities = cornerAligned.enlarged(anchors.margins(UnitVectors.of(vectors, anchors.dimension())));
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp(-probabilities[i] / TEMPERATURE)));
        }
        return probabilities;
    }

    private static void add(float[] values, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    @Override
    public float[] vector(Image image) {
        return vector(encoder.encode(image));
    }

    private float[] vector(ImageTokens tokens) {
        return UnitVectors.of(tokens.classToken("vv_" + layers.get(layers.size() - 1)), anchors.dimension());
    }

    @Override
    public AnomalyMap paint(Found found, Image image) {
        return encoder.input().restored(found.values(), image);
    }

    @Override
    public TextAnchors anchors() {
        return anchors;
    }

    @Override
    public void write(ModelWriter model) {
        anchors.write(model);
        linears.write(model, layers);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
