package io.xvad.detectors.deepsvdd;

import io.xvad.core.XvadTrainingException;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.Sensitivity;
import io.xvad.training.BatchLearner;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network of Deep SVDD and its objectives (Ruff et al., 2018, equations 3 and 4, the weight decay left to the optimiser).
 * It has no bias, with which it could map everything to the centre (proposition 2), and its activations have no bound
 * (proposition 3). Images are centred on 0.
 */
final class DeepSvddNetwork extends ImageNetwork {

    static final String DISTANCE = "distance";
    static final String CENTRE = "centre";
    static final String RADIUS = "squared-radius";
    static final String ONE_CLASS_LOSS = "one-class-loss";
    static final String SOFT_LOSS = "soft-boundary-loss";

    private static final String CODE = "code";
    private static final int STAGES = 4;
    private static final int WIDTH = 32;
    private static final int RECENT = 64;
    private static final double WEIGHT_DECAY = 1e-6;
    private static final float FARTHEST_FROM_ZERO = 0.1f;
    private static final double COLLAPSED = 1e-6;

    private final Options options;
    private final boolean isSoft;

    DeepSvddNetwork(Options options, long seed) {
        super(
                graph(ImageOptions.size(options), WIDTH, options.get(DeepSvdd.LATENT), options.get(DeepSvdd.NU), seed),
                ImageOptions.size(options));
        this.options = options;
        this.isSoft = options.get(DeepSvdd.OBJECTIVE).equals(DeepSvdd.SOFT_BOUNDARY);
    }

    /**
     * The graph.
     *
     * @param width channels of the first stage
     */
    static Trainable graph(int size, int width, int latent, double nu, long seed) {
        Trainable net = new Trainable(seed);
        SameDiff graph = net.graph();
        SDVariable code = coded(net, net.input(INPUT, 3, size, size).sub(0.5), size, width, latent);
        SDVariable away = code.rename(CODE).sub(net.kept(CENTRE, 0, 1, latent));
        SDVariable distance = graph.math().square(away).sum(1).rename(DISTANCE);
        distance.mean().rename(ONE_CLASS_LOSS);
        SDVariable radius = net.kept(RADIUS, 0, 1);
        SDVariable outside = graph.nn().relu(distance.sub(radius), 0);
        outside.mean().div(nu).add(radius.sum()).rename(SOFT_LOSS);
        return net;
    }

    private static SDVariable coded(Trainable net, SDVariable image, int size, int width, int latent) {
        Layers layers = new Layers(net);
        SDVariable x = image;
        int in = 3;
        for (int stage = 1; stage <= STAGES; stage++) {
            int out = width << Math.min(2, stage - 1);
            x = layers.unbiased("stage-" + stage, x, in, out, 4, 2, 1);
            in = out;
        }
        int side = size >> STAGES;
        int values = in * side * side;
        return x.reshape(-1, values).mmul(net.weights("code-weights", values, latent, values, latent));
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(DeepSvdd.LEARNING_RATE);
        return new Optimiser(net(), isSoft ? SOFT_LOSS : ONE_CLASS_LOSS, name -> rate, WEIGHT_DECAY);
    }

    /** The centre is the mean of the untrained network's outputs, away from zero, to which the network could collapse. */
    @Override
    protected void begin(List<float[]> images) {
        float[] centre = new float[options.get(DeepSvdd.LATENT)];
        for (float[] image : images) {
            float[] code = run(inputs(image), CODE);
            for (int i = 0; i < centre.length; i++) {
                centre[i] += code[i] / images.size();
            }
        }
        for (int i = 0; i < centre.length; i++) {
            centre[i] = Math.copySign(Math.max(FARTHEST_FROM_ZERO, Math.abs(centre[i])), centre[i]);
        }
        net().keep(CENTRE, centre);
    }

    /** The radius follows the distances of the latest images (the paper searches it along a line; here it is their quantile). */
    @Override
    protected BatchLearner.AfterStep afterStep() {
        return isSoft ? new MovingRadius() : inputs -> {};
    }

    private final class MovingRadius implements BatchLearner.AfterStep {

        private static final String DISTANCES = "recent-distances";

        private final DescriptiveStatistics recent = new DescriptiveStatistics(RECENT);

        @Override
        public void stepped(Map<String, INDArray> inputs) {
            for (float distance : net().run(inputs, DISTANCE)) {
                recent.addValue(distance);
            }
            keepRadius(recent);
        }

        @Override
        public Map<String, float[]> state() {
            float[] distances = new float[(int) recent.getN()];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = (float) recent.getElement(i);
            }
            return Map.of(DISTANCES, distances);
        }

        @Override
        public void restore(Map<String, float[]> state) {
            recent.clear();
            for (float distance : Objects.requireNonNull(state.get(DISTANCES), DISTANCES)) {
                recent.addValue(distance);
            }
        }
    }

    private void keepRadius(DescriptiveStatistics distances) {
        double inside = 100 * (1 - options.get(DeepSvdd.NU));
        double radius = inside > 0 ? distances.getPercentile(inside) : 0;
        net().keep(RADIUS, new float[] {(float) radius});
    }

    /**
     * At last the radius is that of all images.
     *
     * @throws XvadTrainingException if inverted images are mapped to where normal ones are
     */
    @Override
    protected void finish(List<float[]> images) {
        DescriptiveStatistics distances = new DescriptiveStatistics();
        double apart = 0;
        for (float[] image : images) {
            distances.addValue(distance(image));
            apart += distance(inverted(image));
        }
        apart = Math.abs(apart - distances.getSum()) / images.size();
        double length = 0;
        for (float value : net().value(CENTRE)) {
            length += value * value;
        }
        if (!(apart > COLLAPSED * length)) {
            throw new XvadTrainingException("the network has collapsed: it maps inverted images as close to the centre"
                    + " as normal ones; train for fewer epochs or with a smaller learning rate");
        }
        keepRadius(distances);
    }

    private static float[] inverted(float[] image) {
        float[] inverted = new float[image.length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 1 - image[i];
        }
        return inverted;
    }

    private double distance(float[] image) {
        return run(inputs(image), DISTANCE)[0];
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.itself(DISTANCE));
    }

    private float radius() {
        return isSoft ? net().value(RADIUS)[0] : 0;
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        Sensitivity sensitivity = new Sensitivity(net(), DISTANCE);
        float radius = radius();
        return inputs -> Map.of(
                MAP,
                Sensitivity.map(sensitivity.gradient(inputs), size()),
                SCORE,
                Nd4j.createFromArray(net().run(inputs, DISTANCE)[0] - radius));
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        OnnxGraph onnx = export.onnx();
        String distance = export.value(DISTANCE);
        return new ImageExport.Found(
                Sensitivity.in(export, DISTANCE), Optional.of(onnx.node("Sub", distance, onnx.constant(radius()))));
    }
}
