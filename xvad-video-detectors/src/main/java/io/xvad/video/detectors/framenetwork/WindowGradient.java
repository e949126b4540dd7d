package io.xvad.video.detectors.framenetwork;

import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.engine.Tensor;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.Frame;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of the score of a window's last frame, by SameDiff. Thread-safe, one run of the network at a time. */
final class WindowGradient implements DifferentiatesFrames {

    private static final String PARTS = "score-parts";

    private final Trainable net;
    private final FrameScoring scoring;
    private final ScoreParts parts;
    private final WeightedSum sum;

    /** Owns the network; nobody else may use it. */
    WindowGradient(Trainable net, FrameScoring scoring, ScoreParts parts) {
        this.net = net;
        this.scoring = scoring;
        this.parts = parts;
        this.sum = new WeightedSum(net, output(net.graph(), scoring.terms()));
    }

    /** Joins the errors of all pixels of one window and the other parts of its score in one output. */
    private static String output(SameDiff graph, List<ScoreTerm> terms) {
        if (terms.isEmpty()) {
            return FrameNetwork.ERROR;
        }
        List<SDVariable> all = new ArrayList<>();
        all.add(graph.getVariable(FrameNetwork.ERROR).reshape(-1));
        terms.forEach(term -> all.add(graph.getVariable(term.output()).mean().reshape(1)));
        graph.concat(0, all.toArray(SDVariable[]::new)).rename(PARTS);
        return PARTS;
    }

    @Override
    public int windowLength() {
        return scoring.inputs().layout().length();
    }

    @Override
    public synchronized List<String> activations() {
        return sum.activations();
    }

    @Override
    public synchronized ActivationGradient activationGradient(List<Frame> window, String activation) {
        if (window.size() != windowLength()) {
            throw new IllegalArgumentException(
                    "the window must have " + windowLength() + " frames, got " + window.size());
        }
        List<String> names = sum.activations();
        if (!names.contains(activation)) {
            throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
        }
        WindowInputs inputs = scoring.inputs();
        Map<String, INDArray> fed = new WindowArrays(inputs).ofFrames(List.of(inputs.resized(window)));
        List<Tensor> both = sum.activation(fed, weights(net.run(fed, FrameNetwork.ERROR), window), activation);
        fed.values().forEach(INDArray::close);
        return new ActivationGradient(both.get(0), both.get(1));
    }

    /** The derivative of the score with respect to each of the summed values. */
    private float[] weights(float[] errors, List<Frame> window) {
        float[] slope =
                scoring.error().slope(errors, window.get(window.size() - 1).image());
        float[] weights = Arrays.copyOf(slope, slope.length + scoring.terms().size());
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (i < slope.length ? slope[i] * parts.slope(0) : parts.slope(1 + i - slope.length));
        }
        return weights;
    }
}
