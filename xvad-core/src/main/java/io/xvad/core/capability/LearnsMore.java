package io.xvad.core.capability;

import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.ProgressListener;
import java.time.LocalDate;

/**
 * A capability: a detector that learns more normal samples without starting again (incremental learning; {@code partial_fit} of
 * scikit-learn). A fitted detector never changes: what comes back is another one, which shares nothing that must be closed. {@link
 * io.xvad.core.update.LearningMore} does this and calibrates. Thread-safe.
 */
@FunctionalInterface
public interface LearnsMore {

    /**
     * Learns more.
     *
     * @param normals normal samples, at least one; those that it has learned already count twice
     * @param date noted in the provenance with what holds of the model since
     * @param progress hears how far the work has come
     * @return a detector that has learned these too, not calibrated
     * @throws IllegalArgumentException if there are none, or a sample of a kind this detector does not take
     * @throws io.xvad.core.XvadDataException if a sample cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    FittedDetector withMore(Samples normals, LocalDate date, ProgressListener progress);
}
