package io.xvad.detectors.featurenetwork;

import io.xvad.core.Image;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.TrainingImages;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Features of the training images, kept in memory: of those that {@link TrainingImages#drawn} gives.
 *
 * @param samples the normal images drawn
 * @param images the same as the backbone sees them
 * @param rows features of each image, as the backbone gives them
 * @param standardisation of the features over these images
 * @param labelled labelled images to learn from besides; not read yet
 */
public record TrainingFeatures(
        Samples samples,
        List<Image> images,
        List<KeptRows> rows,
        Standardisation standardisation,
        LabelledSamples labelled) {

    /** Draws normal images and extracts their features. */
    public static TrainingFeatures of(
            TrainingRecord data, PatchExtractor extractor, Scaling scaling, FitRequest request) {
        return of(data.normals(), data.labelled(), extractor, scaling, request);
    }

    /**
     * Draws images and extracts their features.
     *
     * @param samples to draw from
     * @param labelled to learn from besides
     * @param scaling of the features
     * @throws IllegalArgumentException if there are none, or a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static TrainingFeatures of(
            Samples samples, LabelledSamples labelled, PatchExtractor extractor, Scaling scaling, FitRequest request) {
        Samples drawn = TrainingImages.drawn(samples, request.options(), request.seed());
        List<Image> images = new ArrayList<>();
        List<KeptRows> rows = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            Cancellation.check();
            Image image = drawn.get(i).requireImage();
            images.add(extractor.seen(image));
            rows.add(KeptRows.of(extractor.rows(image), drawn.size()));
            request.progress().progressed("features", i + 1L, drawn.size());
        }
        Standardisation standardisation = Standardisation.of(scaling, rows, extractor.dimension());
        return new TrainingFeatures(drawn, List.copyOf(images), List.copyOf(rows), standardisation, labelled);
    }

    /** The number of images. */
    public int size() {
        return rows.size();
    }

    /** Standardised rows of some images, kept by this. */
    public List<float[]> standardised(List<KeptRows> some) {
        return some.stream().map(kept -> standardisation.apply(kept.values())).toList();
    }

    /** Standardised rows of some places of each of some images, drawn without repetition, in one array. */
    public float[] drawn(List<KeptRows> some, int places, UniformRandomProvider random) {
        int dimension = standardisation.dimension();
        float[] drawn = new float[some.size() * places * dimension];
        int at = 0;
        for (KeptRows image : some) {
            for (int place : new PermutationSampler(random, image.size() / dimension, places).sample()) {
                image.copy(place * dimension, drawn, at, dimension);
                at += dimension;
            }
        }
        return standardisation.apply(drawn);
    }

    /** Trains a network that takes nothing but standardised rows, until images held out say that it is enough. */
    public void train(Optimiser optimiser, OptionSpec<Integer> epochs, FitRequest request) {
        BatchLearner<KeptRows> learner = learner(optimiser, Split.drawn(rows, request.seed()), request);
        TrainingLoop.of(request.options(), epochs, request.seed()).run(learner, request.progress());
    }

    /** Trains such a network on all images for all epochs. */
    public void trainToTheEnd(Optimiser optimiser, OptionSpec<Integer> epochs, FitRequest request) {
        BatchLearner<KeptRows> learner = learner(optimiser, new Split<>(rows, List.of()), request);
        TrainingLoop.toTheEnd(request.options(), epochs, request.seed()).run(learner, request.progress());
    }

    private BatchLearner<KeptRows> learner(Optimiser optimiser, Split<KeptRows> split, FitRequest request) {
        return new BatchLearner<>(
                optimiser,
                split,
                request.options().get(TrainingOptions.BATCH),
                (some, random) -> Map.of(
                        FeatureNetwork.ROWS, FeatureNetwork.matrix(standardised(some), standardisation.dimension())),
                inputs -> {});
    }
}
