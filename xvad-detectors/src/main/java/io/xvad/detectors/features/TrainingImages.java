package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;

/** Streams training images through an extractor, a batch at a time. */
public final class TrainingImages {

    private static final int BATCH = 8;

    private TrainingImages() {}

    /** Hears the features of one image. */
    @FunctionalInterface
    public interface Visitor {
        /** Called for each image in order, with its rows. */
        void visit(int index, Image image, float[] rows);
    }

    /**
     * Visits every image once.
     *
     * @throws IllegalArgumentException if there are none, or a sample is not an image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static void visit(Samples normals, PatchExtractor extractor, ProgressListener progress, Visitor visitor) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal image, got none");
        }
        for (int start = 0; start < normals.size(); start += BATCH) {
            Cancellation.check();
            List<Image> batch = new ArrayList<>();
            for (int i = start; i < Math.min(normals.size(), start + BATCH); i++) {
                batch.add(PatchExtractor.image(normals.get(i)));
            }
            List<float[]> rows = extractor.rows(batch);
            for (int i = 0; i < batch.size(); i++) {
                visitor.visit(start + i, batch.get(i), rows.get(i));
            }
            progress.progressed("features", start + batch.size(), normals.size());
        }
    }
}
