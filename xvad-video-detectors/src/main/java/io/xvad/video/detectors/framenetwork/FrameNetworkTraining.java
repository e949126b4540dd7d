package io.xvad.video.detectors.framenetwork;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.List;
import java.util.Map;
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

    /**
     * Trains the network on windows of normal frames.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    SavedNetwork trained(List<FrameWindow> windows, FitRequest request) {
        FrameNetwork network = detector.network(options);
        Trainable net = network.graph(request.seed());
        int batch = options.get(TrainingOptions.BATCH);
        prepare(network, net, windows.subList(0, Math.min(windows.size(), batch)));
        double rate = options.get(detector.learningRate());
        WindowArrays arrays = new WindowArrays(scoring.inputs());
        BatchLearner<FrameWindow> learner = new BatchLearner<>(
                new Optimiser(net, FrameNetwork.LOSS, name -> rate, 0),
                Split.drawnInARow(windows, request.seed()),
                batch,
                (some, random) -> arrays.of(some),
                network.afterStep(net));
        TrainingLoop.of(options, detector.epochs(), request.seed()).run(learner, request.progress());
        return frozen(net);
    }

    private void prepare(FrameNetwork network, Trainable net, List<FrameWindow> windows) {
        Map<String, INDArray> inputs = new WindowArrays(scoring.inputs()).of(windows);
        network.prepare(net, inputs);
        inputs.values().forEach(INDArray::close);
    }

    private SavedNetwork frozen(Trainable net) {
        return Trainable.saved(WindowExport.of(net, scoring), net);
    }

    /** The network of a model file that has its weights only, as files of earlier versions do. */
    SavedNetwork refrozen(ModelReader model) {
        Trainable net = detector.network(options).graph(0);
        net.read(model);
        return frozen(net);
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
        return new SameDiffNetwork(inputs -> net.output(inputs, outputs));
    }

    /** The gradient of the score. */
    DifferentiatesFrames gradient(SavedNetwork saved, ScoreParts parts) {
        return new WindowGradient(restored(saved), scoring, parts);
    }
}
