package io.xvad.video.detectors.dsa;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.BagPairs;
import io.xvad.video.detectors.snippets.SnippetForm;
import io.xvad.video.detectors.snippets.SnippetNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the network on pairs of an anomalous and a normal clip. Which node stands for a snippet, and which snippet for a clip, is seen by
 * the network as it is before a step.
 *
 * @param form of the features
 * @param options of {@link Dsa}
 */
record DsaTraining(SnippetForm form, Options options) implements SnippetNetwork {

    private DsaNetwork network() {
        return new DsaNetwork(form, options);
    }

    @Override
    public SavedNetwork trained(List<Bag> bags, FitRequest request) {
        Trainable net = network().training(options.get(Dsa.SEGMENTS), request.seed());
        BagPairs pairs = BagPairs.of(bags);
        BatchLearner<Bag> learner = new BatchLearner<>(
                new Optimiser(net, DsaNetwork.LOSS, name -> options.get(Dsa.LEARNING_RATE), 0),
                pairs.examples(),
                List.of(),
                options.get(Dsa.BATCH),
                (some, random) -> inputs(net, pairs.batch(some, random)),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Dsa.EPOCHS, request.seed()).run(learner.keepingLast(), request.progress());
        Trainable scoring = network().scoring(0);
        scoring.restore(net.values());
        return Trainable.saved(exported(scoring), scoring);
    }

    /** The inputs of a step. */
    Map<String, INDArray> inputs(Trainable net, List<Bag> bags) {
        DsaBatch batch = new DsaBatch(network().nodes(), form.values(), options.get(Dsa.SEGMENTS), bags);
        Map<String, INDArray> inputs = new HashMap<>(Map.of(DsaNetwork.FEATURES, batch.features()));
        inputs.putAll(batch.chosen(net.run(inputs, DsaNetwork.SCORE)));
        return inputs;
    }

    private byte[] exported(Trainable net) {
        int nodes = network().nodes();
        Bag example = new Bag("example", false, List.of(new float[form.size()]));
        INDArray features = new DsaBatch(nodes, form.values(), 1, List.of(example)).features();
        OnnxGraph onnx = new OnnxGraph();
        String input = onnx.input(DsaNetwork.FEATURES, features.shape());
        SameDiffTranslation translation = new SameDiffTranslation(
                net.graph(), onnx, Map.of(DsaNetwork.FEATURES, input), Map.of(DsaNetwork.FEATURES, features));
        onnx.output(DsaNetwork.SCORE, translation.value(DsaNetwork.SCORE), nodes, 1);
        return onnx.bytes();
    }

    @Override
    public Network live(SavedNetwork saved) {
        Trainable net = network().scoring(0);
        net.restore(saved);
        return SameDiffNetwork.of(net, DsaNetwork.SCORE);
    }
}
