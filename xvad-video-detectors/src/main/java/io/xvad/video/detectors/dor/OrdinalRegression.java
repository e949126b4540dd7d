package io.xvad.video.detectors.dor;

import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.training.BatchLearner;
import io.xvad.training.Descent;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Learns the ordinals of pseudo-labelled frames by RMSProp, and scores all frames. Not thread-safe. */
final class OrdinalRegression {

    private static final double SQUARES_KEPT = 0.99;
    private static final int SCORED = 64;
    private static final float SMALLEST = 1e-3f;

    private final FrameFeatures features;
    private final Options options;
    private final long seed;
    private final Trainable net;

    OrdinalRegression(FrameFeatures features, Options options, long seed) {
        this.features = features;
        this.options = options;
        this.seed = seed;
        this.net = new OrdinalNetwork(features.shape(), options).training(seed);
        scale();
    }

    private void scale() {
        FeatureShape shape = features.shape();
        double[] sums = new double[shape.channels()];
        double[] squares = new double[shape.channels()];
        for (float[] frame : features.frames()) {
            for (int i = 0; i < frame.length; i++) {
                sums[i / shape.places()] += frame[i];
                squares[i / shape.places()] += (double) frame[i] * frame[i];
            }
        }
        long count = (long) features.frames().size() * shape.places();
        float[] mean = new float[sums.length];
        float[] deviation = new float[sums.length];
        for (int channel = 0; channel < mean.length; channel++) {
            double average = sums[channel] / count;
            mean[channel] = (float) average;
            double variance = squares[channel] / count - average * average;
            deviation[channel] = Math.max(SMALLEST, (float) Math.sqrt(Math.max(0, variance)));
        }
        net.keep(OrdinalNetwork.MEAN, mean);
        net.keep(OrdinalNetwork.DEVIATION, deviation);
    }

    /** Goes on from the weights as they are. */
    void learn(PseudoLabels labels, int iteration, ProgressListener progress) {
        BatchLearner<PseudoLabels.Example> learner = new BatchLearner<>(
                new Optimiser(net, weights -> rule(options, weights), OrdinalNetwork.LOSS),
                labels.examples(),
                List.of(),
                options.get(Dor.BATCH),
                (examples, random) -> inputs(examples),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Dor.EPOCHS, seed + iteration)
                .stage("iteration-" + iteration)
                .run(learner.keepingLast(), progress);
    }

    /** Biases have no decay. */
    static WeightRule rule(Options options, String weights) {
        double decay = weights.endsWith("-bias") ? 0 : options.get(Dor.DECAY);
        return WeightRule.of(options.get(Dor.LEARNING_RATE)).withDecay(decay).by(new Descent.RmsProp(SQUARES_KEPT));
    }

    private Map<String, INDArray> inputs(List<PseudoLabels.Example> examples) {
        float[] ordinals = new float[examples.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = examples.get(i).ordinal();
        }
        List<float[]> frames = examples.stream()
                .map(example -> features.frames().get(example.frame()))
                .toList();
        return Map.of(
                OrdinalOutputs.FEATURES,
                array(features.shape(), frames),
                OrdinalNetwork.ORDINAL,
                Nd4j.create(ordinals, new long[] {ordinals.length, 1}, 'c'));
    }

    private static INDArray array(FeatureShape shape, List<float[]> frames) {
        float[] values = new float[frames.size() * shape.size()];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, values, i * shape.size(), shape.size());
        }
        return Nd4j.create(values, new long[] {frames.size(), shape.channels(), shape.rows(), shape.columns()}, 'c');
    }

    /** f(x) of all frames, in their order. */
    double[] scores() {
        double[] scores = new double[features.frames().size()];
        for (int from = 0; from < scores.length; from += SCORED) {
            Cancellation.check();
            List<float[]> some = features.frames().subList(from, Math.min(scores.length, from + SCORED));
            try (INDArray input = array(features.shape(), some)) {
                float[] found = net.run(Map.of(OrdinalOutputs.FEATURES, input), OrdinalOutputs.SCORE);
                for (int i = 0; i < found.length; i++) {
                    scores[from + i] = found[i];
                }
            }
        }
        return scores;
    }

    /** The network, for one frame at a time. */
    SavedNetwork saved() {
        Trainable scoring = new OrdinalNetwork(features.shape(), options).scoring();
        scoring.restore(net.values());
        return Trainable.saved(exported(scoring), scoring);
    }

    private byte[] exported(Trainable scoring) {
        FeatureShape shape = features.shape();
        INDArray example = array(shape, List.of(new float[shape.size()]));
        OnnxGraph onnx = new OnnxGraph();
        String input = onnx.input(OrdinalOutputs.FEATURES, example.shape());
        SameDiffTranslation translation = new SameDiffTranslation(
                scoring.graph(),
                onnx,
                Map.of(OrdinalOutputs.FEATURES, input),
                Map.of(OrdinalOutputs.FEATURES, example));
        onnx.output(OrdinalOutputs.SCORE, translation.value(OrdinalOutputs.SCORE), 1, 1);
        onnx.output(
                OrdinalOutputs.ACTIVATION,
                translation.value(OrdinalOutputs.ACTIVATION),
                1,
                options.get(Dor.CHANNELS),
                shape.rows(),
                shape.columns());
        onnx.output(OrdinalOutputs.HIDDEN, translation.value(OrdinalOutputs.HIDDEN), 1, options.get(Dor.HIDDEN));
        return onnx.bytes();
    }

    /** A trained network in SameDiff. */
    static Network live(FeatureShape shape, Options options, SavedNetwork saved) {
        Trainable net = new OrdinalNetwork(shape, options).scoring();
        net.restore(saved);
        return SameDiffNetwork.of(net, OrdinalOutputs.ALL);
    }
}
