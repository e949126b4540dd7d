package io.xvad.video.detectors.vador;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import io.xvad.video.detectors.snippets.Bag;
import io.xvad.video.detectors.snippets.BagPairs;
import io.xvad.video.detectors.snippets.SnippetForm;
import io.xvad.video.detectors.snippets.SnippetNetwork;
import io.xvad.video.detectors.vador.VadorNetwork.Branch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains the head by itself, then head and contexts together, on as many anomalous as normal clips at each step. What the contexts hold
 * and which tokens and snippets stand for a clip is seen by the network as it is before the step.
 *
 * @param form of the features
 * @param options of {@link Vador}
 */
record VadorTraining(SnippetForm form, Options options) implements SnippetNetwork {

    private VadorNetwork network() {
        return new VadorNetwork(form.values(), form.places(), options);
    }

    @Override
    public SavedNetwork trained(List<Bag> bags, FitRequest request) {
        Trainable net = network().training(options.get(Vador.SEGMENTS), request.seed());
        BagPairs pairs = BagPairs.of(bags);
        TrainingLoop.toTheEnd(options, Vador.EPOCHS, request.seed())
                .run(learner(net, pairs, VadorNetwork::isOfTheHead, VadorNetwork.HEAD_LOSS), request.progress());
        TrainingLoop.toTheEnd(options, Vador.CONTEXT_EPOCHS, request.seed())
                .stage("context")
                .run(learner(net, pairs, name -> true, VadorNetwork.LOSS), request.progress());
        Trainable scoring = network().scoring(0);
        scoring.restore(net.values());
        return Trainable.saved(exported(scoring), scoring);
    }

    private BatchLearner<Bag> learner(Trainable net, BagPairs pairs, Predicate<String> trains, String loss) {
        double rate = options.get(Vador.LEARNING_RATE);
        return new BatchLearner<Bag>(
                        new Optimiser(net, name -> trains.test(name) ? WeightRule.of(rate) : WeightRule.FROZEN, loss),
                        pairs.examples(),
                        List.of(),
                        options.get(Vador.BATCH),
                        (some, random) -> inputs(net, pairs.batch(some, random)),
                        inputs -> {})
                .keepingLast();
    }

    /** The inputs of a step. */
    Map<String, INDArray> inputs(Trainable net, List<Bag> bags) {
        VadorBatch batch = new VadorBatch(form, options.get(Vador.SEGMENTS), bags);
        Map<String, INDArray> blank = batch.tokens();
        float[] own = net.run(blank, Branch.OWN.probability());
        blank.values().forEach(INDArray::close);
        Map<String, INDArray> inputs = new HashMap<>(batch.contexts(own, options.get(Vador.KEPT)));
        List<String> probabilities =
                Arrays.stream(Branch.values()).map(Branch::probability).toList();
        inputs.putAll(batch.chosen(net.run(inputs, probabilities)));
        return inputs;
    }

    private byte[] exported(Trainable net) {
        Bag example = new Bag("example", false, List.of(new float[form.momentValues()]));
        Map<String, INDArray> inputs = new VadorBatch(form, 1, List.of(example)).tokens();
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> names = new HashMap<>();
        inputs.forEach((name, array) -> names.put(name, onnx.input(name, array.shape())));
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, names, inputs);
        for (Branch branch : Branch.values()) {
            onnx.output(branch.probability(), translation.value(branch.probability()), form.places(), 1);
        }
        return onnx.bytes();
    }

    @Override
    public Network live(SavedNetwork saved) {
        Trainable net = network().scoring(0);
        net.restore(saved);
        return SameDiffNetwork.of(
                net, Arrays.stream(Branch.values()).map(Branch::probability).toArray(String[]::new));
    }
}
