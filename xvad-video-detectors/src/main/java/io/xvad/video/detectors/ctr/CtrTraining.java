package io.xvad.video.detectors.ctr;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.layers.Dropout;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.BagPairs;
import io.xvad.video.detectors.snippets.SnippetNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the network on as many anomalous as normal clips at each step. Which snippets stand for a clip is seen by the scores of the step
 * itself, before it is made.
 *
 * @param values features of a snippet
 * @param options of {@link Ctr}
 */
record CtrTraining(int values, Options options) implements SnippetNetwork {

    @Override
    public SavedNetwork trained(List<Bag> bags, FitRequest request) {
        CtrNetwork network = new CtrNetwork(values, options);
        int length = options.get(Ctr.SEGMENTS);
        Trainable net = network.training(length, request.seed());
        BagPairs pairs = BagPairs.of(bags);
        BatchLearner<Bag> learner = new BatchLearner<>(
                new Optimiser(net, CtrNetwork.LOSS, name -> options.get(Ctr.LEARNING_RATE), 0),
                pairs.examples(),
                List.of(),
                options.get(Ctr.BATCH),
                (some, random) -> inputs(net, pairs.batch(some, random), random),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Ctr.EPOCHS, request.seed()).run(learner.keepingLast(), request.progress());
        Trainable scoring = network.scoring(CtrScoring.window(options), 0);
        scoring.restore(net.values());
        SavedNetwork saved = Trainable.saved(exported(scoring), scoring);
        return saved;
    }

    /** The inputs of a step: features, then, by the scores of the network as it is, the top snippets. */
    Map<String, INDArray> inputs(Trainable net, List<Bag> bags, UniformRandomProvider random) {
        int length = options.get(Ctr.SEGMENTS);
        CtrBatch batch = new CtrBatch(new CtrWindow(length, options.get(Ctr.REACH)), values, bags);
        Map<String, INDArray> inputs = new HashMap<>(batch.seen());
        int hidden = options.get(Ctr.HIDDEN);
        inputs.put(
                CtrNetwork.DROPPED,
                new Dropout(CtrNetwork.DROPPED, options.get(Ctr.DROPOUT))
                        .mask(random, (long) bags.size() * length, hidden));
        inputs.putAll(batch.chosen(net.run(inputs, CtrNetwork.SCORE)));
        return inputs;
    }

    private byte[] exported(Trainable net) {
        int length = CtrScoring.window(options);
        CtrWindow window = new CtrWindow(length, options.get(Ctr.REACH));
        Bag example = new Bag("example", false, List.of(new float[values]));
        Map<String, INDArray> inputs = new CtrBatch(window, values, List.of(example)).seen();
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> names = new HashMap<>();
        inputs.forEach((name, array) -> names.put(name, onnx.input(name, array.shape())));
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, names, inputs);
        onnx.output(CtrNetwork.SCORE, translation.value(CtrNetwork.SCORE), 1, length);
        onnx.output(CtrNetwork.RELATION, translation.value(CtrNetwork.RELATION), 1, length, length);
        return onnx.bytes();
    }

    @Override
    public Network live(SavedNetwork saved) {
        Trainable net = new CtrNetwork(values, options).scoring(CtrScoring.window(options), 0);
        net.restore(saved);
        return SameDiffNetwork.of(net, CtrNetwork.SCORE, CtrNetwork.RELATION);
    }
}
