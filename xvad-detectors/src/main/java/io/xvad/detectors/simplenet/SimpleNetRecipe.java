package io.xvad.detectors.simplenet;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.HeadRecipe;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is SimpleNet's own. */
final class SimpleNetRecipe implements HeadRecipe {

    private static final double WEIGHT_DECAY = 1e-5;

    @Override
    public boolean locallyAware() {
        return true;
    }

    @Override
    public Trainable graph(PatchExtractor extractor, Options options, long seed) {
        return SimpleNetGraph.build(extractor.dimension(), options.get(SimpleNet.HIDDEN), seed);
    }

    @Override
    public Map<String, INDArray> trainingInputs(PatchExtractor extractor) {
        return Map.of(SimpleNetGraph.NOISE, Nd4j.zeros(1, extractor.dimension()), SimpleNetGraph.SIGN, Nd4j.ones(2, 1));
    }

    @Override
    public MapPainter painter(PatchExtractor extractor, Options options) {
        return new MapPainter(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA));
    }

    /** The adaptor learns half as fast as the discriminator, as in the paper. */
    @Override
    public void train(
            Trainable net,
            TrainingRows rows,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request) {
        Options options = request.options();
        double rate = options.get(SimpleNet.RATE);
        List<float[]> standardised =
                rows.rows().stream().map(standardisation::apply).toList();
        int split = rows.size() - BatchLearner.heldOut(rows.size());
        SimpleNetBatch batch = new SimpleNetBatch(net, extractor.dimension(), options.get(SimpleNet.NOISE));
        BatchLearner<float[]> learner = new BatchLearner<>(
                new Optimiser(
                        net,
                        SimpleNetGraph.LOSS,
                        name -> name.equals(SimpleNetGraph.ADAPTOR) ? rate / 2 : rate,
                        WEIGHT_DECAY),
                standardised.subList(0, split),
                standardised.subList(split, rows.size()),
                options.get(TrainingOptions.BATCH),
                batch::inputs,
                batch::follow);
        TrainingLoop.of(options, SimpleNet.EPOCHS, request.seed()).run(learner, request.progress());
    }
}
