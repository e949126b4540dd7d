package io.xvad.detectors.reversedistillation;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.HeadRecipe;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is reverse distillation's own. */
final class ReverseDistillationRecipe implements HeadRecipe {

    @Override
    public boolean locallyAware() {
        return false;
    }

    @Override
    public Trainable graph(PatchExtractor extractor, Options options, long seed) {
        return ReverseDistillationGraph.build(
                Scale.of(extractor), extractor.side(), options.get(ReverseDistillation.WIDTH), seed);
    }

    @Override
    public Map<String, INDArray> trainingInputs(PatchExtractor extractor) {
        return Map.of();
    }

    @Override
    public MapPainter painter(PatchExtractor extractor, Options options) {
        return new MapPainter(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA));
    }

    @Override
    public void train(
            Trainable net,
            TrainingRows rows,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request) {
        double rate = request.options().get(ReverseDistillation.RATE);
        Optimiser optimiser = new Optimiser(net, ReverseDistillationGraph.LOSS, name -> rate, 0);
        rows.train(optimiser, standardisation, ReverseDistillation.EPOCHS, request);
    }
}
