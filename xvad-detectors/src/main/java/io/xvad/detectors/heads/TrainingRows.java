package io.xvad.detectors.heads;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Features of training images, kept in memory: of at most 400 images, drawn by the seed.
 *
 * @param images the pictures as the network sees them
 * @param rows of each image
 */
public record TrainingRows(List<Image> images, List<float[]> rows) {

    private static final int LIMIT = 400;

    /**
     * Extracts them.
     *
     * @throws IllegalArgumentException if there are none, or a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static TrainingRows of(Samples normals, PatchExtractor extractor, long seed, ProgressListener progress) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal image, got none");
        }
        int count = Math.min(LIMIT, normals.size());
        int[] drawn =
                new PermutationSampler(RandomSource.XO_SHI_RO_256_PP.create(seed), normals.size(), count).sample();
        Arrays.sort(drawn);
        List<Image> images = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        for (int index = 0; index < normals.size(); index++) {
            Cancellation.check();
            Image image = PatchExtractor.image(normals.get(index));
            if (Arrays.binarySearch(drawn, index) >= 0) {
                images.add(extractor.seen(image));
                rows.add(extractor.rows(List.of(image)).get(0));
                progress.progressed("features", images.size(), count);
            }
        }
        return new TrainingRows(List.copyOf(images), List.copyOf(rows));
    }

    /** Trains by standardised rows alone. */
    public void train(
            Optimiser optimiser, Standardisation standardisation, OptionSpec<Integer> epochs, FitRequest request) {
        List<float[]> standardised = rows.stream().map(standardisation::apply).toList();
        int dimension = standardisation.means().length;
        int split = size() - BatchLearner.heldOut(size());
        BatchLearner<float[]> learner = new BatchLearner<>(
                optimiser,
                standardised.subList(0, split),
                standardised.subList(split, size()),
                request.options().get(TrainingOptions.BATCH),
                (some, random) -> Map.of(Head.ROWS, Head.matrix(some, dimension)),
                inputs -> {});
        TrainingLoop.of(request.options(), epochs, request.seed()).run(learner, request.progress());
    }

    /** How many images. */
    public int size() {
        return rows.size();
    }
}
