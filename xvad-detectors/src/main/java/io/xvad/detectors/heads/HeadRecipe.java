package io.xvad.detectors.heads;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What detectors with a trained head do not have in common. */
public interface HeadRecipe {

    /** Whether features are averaged with their neighbours first. */
    boolean locallyAware();

    /** The graph, with the names of {@link Head}. */
    Trainable graph(PatchExtractor extractor, Options options, long seed);

    /** Values of inputs that matter in training only. */
    Map<String, INDArray> trainingInputs(PatchExtractor extractor);

    /** How scores become a map. */
    MapPainter painter(PatchExtractor extractor, Options options);

    /** Trains the graph. */
    void train(
            Trainable net,
            TrainingRows rows,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request);
}
