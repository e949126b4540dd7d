package io.xvad.video.language.anomize;

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
import io.xvad.video.language.embed.UnitLength;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains in two stages: the streams, on as many anomalous as normal clips at each step, then the encoding of labels, on the positions that the streams hold for the most anomalous of clips of known kinds. Which positions stand for a
 * clip is seen by the streams as they are before a step. The half that needs xvad-training.
 *
 * @param texts whose vectors help the streams
 * @param options of {@link Anomize}
 */
record AnomizeTraining(Encodings texts, Options options) {

    /** A clip of a known kind: what is seen of it, and the number of its label. */
    private record Kind(float[] seen, int label) {}

    private StreamsNetwork network() {
        return new StreamsNetwork(texts.dimension(), texts, options);
    }

    /**
     * Trains on bags of windows, of which some are anomalous and some are not.
     *
     * @param base kinds that are learned from
     */
    SavedNetwork trained(List<Bag> bags, List<String> base, FitRequest request) {
        Trainable net = network().training(options.get(Anomize.SEGMENTS), request.seed());
        BagPairs pairs = BagPairs.of(bags);
        BatchLearner<Bag> learner = new BatchLearner<>(
                new Optimiser(net, StreamsNetwork.LOSS, name -> options.get(Anomize.LEARNING_RATE), 0),
                pairs.examples(),
                List.of(),
                options.get(Anomize.BATCH),
                (some, random) -> inputs(net, pairs.batch(some, random)),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Anomize.EPOCHS, request.seed()).run(learner.keepingLast(), request.progress());
        Trainable labels = labels(net, bags, texts.base(base), request);
        Trainable scoring = network().scoring(0);
        scoring.restore(net.values());
        return Trainable.saved(exported(scoring), scoring, labels);
    }

    /** The inputs of a step. */
    Map<String, INDArray> inputs(Trainable net, List<Bag> bags) {
        AnomizeBatch batch = new AnomizeBatch(options.get(Anomize.SEGMENTS), texts.dimension(), bags);
        Map<String, INDArray> inputs = new HashMap<>(batch.seen());
        inputs.putAll(batch.chosen(net.run(inputs, StreamsNetwork.SCORE)));
        return inputs;
    }

    private Trainable labels(Trainable streams, List<Bag> bags, List<LabelGroups.Encoded> base, FitRequest request) {
        Trainable net = new LabelNetwork(texts.dimension(), base, options).training();
        List<Kind> kinds = kinds(streams, bags, base);
        if (kinds.isEmpty()) {
            return net;
        }
        BatchLearner<Kind> learner = new BatchLearner<>(
                new Optimiser(net, LabelNetwork.LOSS, name -> options.get(Anomize.LABEL_RATE), 0),
                kinds,
                List.of(),
                options.get(Anomize.BATCH),
                (some, random) -> targets(some, base.size()),
                inputs -> {});
        TrainingLoop.toTheEnd(options, Anomize.LABEL_EPOCHS, request.seed())
                .stage("labels")
                .run(learner.keepingLast(), request.progress());
        return net;
    }

    private List<Kind> kinds(Trainable streams, List<Bag> bags, List<LabelGroups.Encoded> base) {
        List<String> names = base.stream().map(LabelGroups.Encoded::text).toList();
        List<Kind> kinds = new ArrayList<>();
        for (Bag bag : bags) {
            bag.kind().ifPresent(kind -> kinds.add(new Kind(top(streams, bag), names.indexOf(kind))));
        }
        return kinds;
    }

    /** The mean of the windows of a clip's top positions, of unit length. */
    private float[] top(Trainable streams, Bag bag) {
        AnomizeBatch batch = new AnomizeBatch(options.get(Anomize.SEGMENTS), texts.dimension(), List.of(bag));
        float[] sum = new float[texts.dimension()];
        Map<String, INDArray> inputs = batch.seen();
        float[] scores = streams.run(inputs, StreamsNetwork.SCORE);
        inputs.values().forEach(INDArray::close);
        for (int place : batch.top(scores, 0)) {
            float[] mean = new Seen(bag.snippets().get(place), texts.dimension()).mean();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += mean[i];
            }
        }
        return UnitLength.of(sum);
    }

    private Map<String, INDArray> targets(List<Kind> kinds, int labels) {
        float[] target = new float[kinds.size() * labels];
        for (int i = 0; i < kinds.size(); i++) {
            target[i * labels + kinds.get(i).label()] = 1;
        }
        float[] seen = Encodings.flat(kinds.stream().map(Kind::seen).toList());
        return Map.of(
                LabelNetwork.SEEN, Nd4j.create(seen, new long[] {kinds.size(), texts.dimension()}, 'c'),
                LabelNetwork.TARGET, Nd4j.create(target, new long[] {kinds.size(), labels}, 'c'));
    }

    private byte[] exported(Trainable net) {
        Bag example = new Bag("example", false, List.of(new float[options.get(Anomize.WINDOW) * texts.dimension()]));
        Map<String, INDArray> inputs = new AnomizeBatch(1, texts.dimension(), List.of(example)).seen();
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> names = new HashMap<>();
        inputs.forEach((name, array) -> names.put(name, onnx.input(name, array.shape())));
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, names, inputs);
        for (String output : AnomizeModel.OUTPUTS) {
            onnx.output(output, translation.value(output), 1, width(output));
        }
        return onnx.bytes();
    }

    private int width(String output) {
        return switch (output) {
            case StreamsNetwork.DESCRIBED -> texts.descriptions().size();
            case StreamsNetwork.CONCEIVED -> texts.concepts().size();
            default -> 1;
        };
    }

    /** The trained streams in SameDiff. */
    Network live(SavedNetwork saved) {
        Trainable net = network().scoring(0);
        net.restore(saved);
        return SameDiffNetwork.of(net, AnomizeModel.OUTPUTS.toArray(String[]::new));
    }
}
