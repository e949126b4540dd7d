package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads training images: all of them, a batch at a time, or some that are drawn. */
public final class TrainingImages {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingImages.class);
    private static final int BATCH = 8;

    private TrainingImages() {}

    /**
     * Those to train a network on: at most {@link FeatureOptions#TRAINING_IMAGES}, drawn by the seed where there are more. That
     * some are left out is logged.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Samples drawn(Samples normals, Options options, long seed) {
        int size = normals.size();
        requireAny(normals);
        int most = options.get(FeatureOptions.TRAINING_IMAGES);
        if (most == 0 || most >= size) {
            return normals;
        }
        LOG.info("Learning from {} of {} normal images; option training-images says how many", most, size);
        int[] drawn = new PermutationSampler(RandomSource.XO_SHI_RO_256_PP.create(seed), size, most).sample();
        Arrays.sort(drawn);
        return normals.select(drawn);
    }

    private static void requireAny(Samples normals) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal image, got none");
        }
    }

    /** Hears the features of one image. */
    @FunctionalInterface
    public interface Visitor {
        /** Called for each image in order, with its rows. */
        void visit(int index, Image image, float[] rows);
    }

    /**
     * Visits every image once, with its features.
     *
     * @throws IllegalArgumentException if there are none, or a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static void visit(Samples normals, PatchExtractor extractor, ProgressListener progress, Visitor visitor) {
        requireAny(normals);
        for (int start = 0; start < normals.size(); start += BATCH) {
            Cancellation.check();
            List<Image> batch = new ArrayList<>();
            for (int i = start; i < Math.min(normals.size(), start + BATCH); i++) {
                batch.add(normals.get(i).requireImage());
            }
            List<float[]> rows = extractor.rows(batch);
            for (int i = 0; i < batch.size(); i++) {
                visitor.visit(start + i, batch.get(i), rows.get(i));
            }
            progress.progressed("features", start + batch.size(), normals.size());
        }
    }
}
