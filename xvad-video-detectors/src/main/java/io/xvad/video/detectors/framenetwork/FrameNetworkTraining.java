package io.xvad.video.detectors.framenetwork;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The half of a {@link FrameNetworkDetector} that needs xvad-training: its network is trained, built again from its weights, run in
 * SameDiff and differentiated.
 *
 * @param detector the detector
 * @param options its options
 * @param scoring what is asked of the network
 */
record FrameNetworkTraining(FrameNetworkDetector detector, Options options, FrameScoring scoring) {

    /** The mean error, by which the weights that are kept are chosen. */
    private static final String JUDGED = "mean-error";

    private static final int PREPARING = 8;

    /**
     * Trains the network on windows of normal frames, for all epochs; the weights that are kept are those with the least error in
     * frames held out.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    SavedNetwork trained(HeldOutWindows windows, FitRequest request) {
        FrameNetwork network = detector.network(options);
        Trainable net = network.graph(request.seed());
        prepare(network, net, HeldOutWindows.spread(windows.train(), PREPARING), request);
        net.graph().getVariable(FrameNetwork.ERROR).mean().rename(JUDGED);
        AnnealedRate rate = new AnnealedRate(options.get(detector.learningRate()), options.get(detector.epochs()));
        Optimiser optimiser = new Optimiser(
                        net, name -> network.trains(name) ? rate.rule() : WeightRule.FROZEN, FrameNetwork.LOSS)
                .judgedBy(JUDGED);
        WindowArrays arrays = new WindowArrays(scoring.inputs());
        BatchLearner<FrameWindow> learner = new BatchLearner<>(
                optimiser,
                windows.judging(),
                options.get(FrameNetworkOptions.BATCH),
                (some, random) -> arrays.of(some),
                network.afterStep(net, rate, request.seed()));
        int drawn = options.get(FrameNetworkOptions.EPOCH_WINDOWS);
        TrainingLoop.toTheEnd(options, detector.epochs(), request.seed())
                .run(drawn > 0 ? learner.drawing(drawn) : learner, request.progress());
        return frozen(net);
    }

    private void prepare(FrameNetwork network, Trainable net, List<FrameWindow> windows, FitRequest request) {
        Map<String, INDArray> inputs = new WindowArrays(scoring.inputs()).of(windows);
        network.prepare(net, inputs, request.seed());
        inputs.values().forEach(INDArray::close);
    }

    private SavedNetwork frozen(Trainable net) {
        return Trainable.saved(WindowExport.of(net, scoring), net);
    }

    private Trainable restored(SavedNetwork saved) {
        Trainable net = detector.network(options).graph(0);
        net.restore(saved);
        return net;
    }

    /** The network in SameDiff; as its frozen form does, it takes the target whether the method looks at it or not. */
    Network sameDiff(SavedNetwork saved) {
        Trainable net = restored(saved);
        String[] outputs = scoring.outputs().toArray(String[]::new);
        return new SameDiffNetwork(inputs -> {
            Map<String, INDArray> given = new HashMap<>(inputs);
            scoring.adapting().map(AdaptingMemory::name).ifPresent(memory -> {
                try (INDArray items =
                        Objects.requireNonNull(given.remove(memory), memory).dup('c')) {
                    net.keep(memory, items.data().asFloat());
                }
            });
            return net.output(given, outputs);
        });
    }

    /** The gradient of the score. */
    DifferentiatesFrames gradient(SavedNetwork saved, ScoreParts parts) {
        return new WindowGradient(restored(saved), scoring, parts);
    }
}
