package io.xvad.detectors.sla2p;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
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

/** What is SLA2P's own. */
final class Sla2pRecipe implements HeadRecipe {

    @Override
    public boolean locallyAware() {
        return true;
    }

    @Override
    public Trainable graph(PatchExtractor extractor, Options options, long seed) {
        return Sla2pGraph.build(
                extractor.dimension(),
                options.get(Sla2p.PROJECTIONS),
                options.get(Sla2p.WIDTH),
                options.get(Sla2p.HIDDEN),
                options.get(Sla2p.EPSILON),
                options.get(Sla2p.UNCERTAINTY).equals(Sla2p.ENTROPY),
                seed);
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
        double rate = request.options().get(Sla2p.RATE);
        Optimiser optimiser = new Optimiser(net, Sla2pGraph.LOSS, name -> rate, 0);
        rows.train(optimiser, standardisation, Sla2p.EPOCHS, request);
    }
}
