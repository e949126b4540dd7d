package io.xvad.detectors.fcdd;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.data.dataset.TestCase;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.HeadRecipe;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is FCDD's own. */
final class FcddRecipe implements HeadRecipe {

    private static final double WEIGHT_DECAY = 1e-6;

    @Override
    public boolean locallyAware() {
        return false;
    }

    private static int positions(PatchExtractor extractor) {
        return extractor.side() * extractor.side();
    }

    @Override
    public Trainable graph(PatchExtractor extractor, Options options, long seed) {
        return FcddGraph.build(extractor.dimension(), options.get(Fcdd.HIDDEN), positions(extractor), seed);
    }

    @Override
    public Map<String, INDArray> trainingInputs(PatchExtractor extractor) {
        return Map.of(FcddGraph.LABELS, Nd4j.zeros(1), FcddGraph.MASKS, Nd4j.zeros(1, positions(extractor)));
    }

    @Override
    public MapPainter painter(PatchExtractor extractor, Options options) {
        return MapPainter.gaussian(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA));
    }

    @Override
    public void train(
            Trainable net,
            TrainingRows rows,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request) {
        Options options = request.options();
        double rate = options.get(Fcdd.RATE);
        int split = rows.size() - BatchLearner.heldOut(rows.size());
        boolean byPixel = options.get(Fcdd.SUPERVISION).equals(Fcdd.PIXEL);
        BatchLearner<Exposure> learner = new BatchLearner<>(
                new Optimiser(net, byPixel ? FcddGraph.PIXEL_LOSS : FcddGraph.IMAGE_LOSS, name -> rate, WEIGHT_DECAY),
                Stream.concat(
                                exposures(rows, 0, split, standardisation, extractor, request),
                                labelled(standardisation, extractor, options))
                        .toList(),
                exposures(rows, split, rows.size(), standardisation, extractor, request)
                        .toList(),
                options.get(TrainingOptions.BATCH),
                (examples, random) -> inputs(examples, extractor.dimension()),
                values -> {});
        TrainingLoop.of(options, Fcdd.EPOCHS, request.seed()).run(learner, request.progress());
    }

    private static Stream<Exposure> exposures(
            TrainingRows rows,
            int from,
            int to,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request) {
        Stream<Exposure> normal = rows.rows().subList(from, to).stream()
                .map(one -> Exposure.normal(standardisation.apply(one), positions(extractor)));
        Stream<Exposure> outliers = Exposure.outliers(
                rows.images().subList(from, to),
                request.options().get(Fcdd.OUTLIERS),
                extractor,
                standardisation::apply,
                request.seed() + from)
                .stream();
        return Stream.concat(normal, outliers);
    }

    private static Stream<Exposure> labelled(
            Standardisation standardisation, PatchExtractor extractor, Options options) {
        String directory = options.get(Fcdd.ANOMALIES);
        boolean maskNeeded = options.get(Fcdd.SUPERVISION).equals(Fcdd.PIXEL);
        return directory.isEmpty()
                ? Stream.empty()
                : TestCase.anomaliesIn(Path.of(directory)).stream()
                        .map(anomaly -> Exposure.labelled(anomaly, maskNeeded, extractor, standardisation::apply));
    }

    private static Map<String, INDArray> inputs(List<Exposure> examples, int dimension) {
        int positions = examples.get(0).mask().length;
        float[] rows = new float[examples.size() * positions * dimension];
        float[] masks = new float[examples.size() * positions];
        float[] labels = new float[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(examples.get(i).rows(), 0, rows, i * positions * dimension, positions * dimension);
            System.arraycopy(examples.get(i).mask(), 0, masks, i * positions, positions);
            labels[i] = examples.get(i).anomalous() ? 1 : 0;
        }
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(Head.ROWS, Head.matrix(rows, dimension));
        inputs.put(FcddGraph.MASKS, Nd4j.create(masks, new long[] {labels.length, positions}, 'c'));
        inputs.put(FcddGraph.LABELS, Nd4j.createFromArray(labels));
        return inputs;
    }
}
