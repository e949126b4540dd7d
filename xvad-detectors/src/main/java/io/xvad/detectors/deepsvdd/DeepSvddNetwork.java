package io.xvad.detectors.deepsvdd;

import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.Sensitivity;
import io.xvad.training.BatchLearner;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The network of Deep SVDD and its objectives (Ruff et al., 2018, equations 3 and 4, the weight decay left to the optimiser).
 * It has no bias, with which it could map everything to the centre (proposition 2), and its activations have no bound
 * (proposition 3).
 */
final class DeepSvddNetwork extends ImageNetwork {

    static final String DISTANCE = "distance";
    static final String CENTRE = "centre";
    static final String RADIUS = "squared-radius";
    static final String ONE_CLASS_LOSS = "one-class-loss";
    static final String SOFT_LOSS = "soft-boundary-loss";

    private static final String CODE = "code";
    private static final String JUDGED = "held-out-";
    private static final int RECENT = 64;
    private static final double WEIGHT_DECAY = 0.5e-6;
    private static final float FARTHEST_FROM_ZERO = 0.1f;
    private static final double COLLAPSED = 1e-6;

    private final Options options;
    private final boolean isSoft;
    private int trainedOn;

    DeepSvddNetwork(Options options, long seed) {
        super(
                graph(
                        ImageOptions.size(options),
                        options.get(DeepSvdd.WIDTH),
                        options.get(DeepSvdd.LATENT),
                        options.get(DeepSvdd.NU),
                        seed),
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
        LeNetEncoder encoder = new LeNetEncoder(net, size, width, latent);
        SDVariable images = Contrast.of(net, net.input(INPUT, 3, size, size), size);
        SDVariable centre = net.kept(CENTRE, 0, 1, encoder.values());
        for (Mode mode : Mode.values()) {
            SDVariable code = encoder.code(images, mode);
            SDVariable distance = net.graph().math().square(code.sub(centre)).sum(1);
            String prefix = mode == Mode.TRAINING ? "" : JUDGED;
            distance.mean().rename(prefix + ONE_CLASS_LOSS);
            soft(net, distance, nu).rename(prefix + SOFT_LOSS);
            if (mode == Mode.SCORING) {
                code.rename(CODE);
                distance.rename(DISTANCE);
            }
        }
        return net;
    }

    private static SDVariable soft(Trainable net, SDVariable distance, double nu) {
        SDVariable radius = net.kept(RADIUS, 0, 1);
        SDVariable outside = net.graph().nn().relu(distance.sub(radius), 0);
        return outside.mean().div(nu).add(radius.sum());
    }

    /** Adam with weight decay and a learning rate that falls to a tenth after some epochs. */
    static WeightRule rule(String name, double rate, int milestone) {
        if (LeNetEncoder.isFixed(name)) {
            return WeightRule.FROZEN;
        }
        Map<Integer, Double> rates = Map.of(0, rate, milestone, rate / 10);
        return WeightRule.of(new MapSchedule(ScheduleType.EPOCH, rates)).withDecay(WEIGHT_DECAY);
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(DeepSvdd.LEARNING_RATE);
        String loss = isSoft ? SOFT_LOSS : ONE_CLASS_LOSS;
        return new Optimiser(net(), name -> rule(name, rate, options.get(DeepSvdd.MILESTONE)), loss)
                .judgedBy(JUDGED + loss);
    }

    @Override
    protected void begin(List<float[]> images, FitRequest request) {
        measureContrast(images);
        if (options.get(DeepSvdd.PRETRAINING_EPOCHS) > 0) {
            Pretraining.into(net(), size(), images, request);
        }
        trainedOn = images.size();
        setCentre(images);
    }

    /** The range that values have after contrast normalisation. */
    private void measureContrast(List<float[]> images) {
        float smallest = Float.MAX_VALUE;
        float largest = -Float.MAX_VALUE;
        for (float[] image : images) {
            for (float value : run(inputs(image), Contrast.NORMALISED)) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
        }
        net().keep(Contrast.SMALLEST, new float[] {smallest});
        net().keep(Contrast.RANGE, new float[] {Math.max(largest - smallest, Float.MIN_NORMAL)});
    }

    /** The centre is the mean of the outputs before training, away from zero, to which the network could collapse. */
    void setCentre(List<float[]> images) {
        float[] centre = new float[net().value(CENTRE).length];
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

    /**
     * After the warm-up the radius follows the distances of the latest images: it is their quantile of {@code 1 - nu}, for which the
     * authors' program takes those of one batch of 200.
     */
    @Override
    protected BatchLearner.AfterStep afterStep() {
        return isSoft ? new MovingRadius() : inputs -> {};
    }

    private final class MovingRadius implements BatchLearner.AfterStep {

        private static final String DISTANCES = "recent-distances";
        private static final String SEEN = "images-seen";

        private final DescriptiveStatistics recent = new DescriptiveStatistics(RECENT);
        private final long warm = (long) options.get(DeepSvdd.WARM_UP) * (trainedOn - BatchLearner.heldOut(trainedOn));
        private long seen;

        @Override
        public void stepped(Map<String, INDArray> inputs) {
            for (float distance : net().run(inputs, DISTANCE)) {
                recent.addValue(distance);
                seen++;
            }
            if (seen > warm) {
                keepRadius(recent);
            }
        }

        @Override
        public Map<String, float[]> state() {
            float[] distances = new float[(int) recent.getN()];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = (float) recent.getElement(i);
            }
            return Map.of(DISTANCES, distances, SEEN, new float[] {seen});
        }

        @Override
        public void restore(Map<String, float[]> state) {
            recent.clear();
            seen = (long) Objects.requireNonNull(state.get(SEEN), SEEN)[0];
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
    protected void finish(List<float[]> images, List<float[]> heldOut) {
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
