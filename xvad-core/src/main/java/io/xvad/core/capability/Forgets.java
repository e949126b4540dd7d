package io.xvad.core.capability;

import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.ProgressListener;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * A capability: a detector that forgets samples it has learned (machine unlearning). A fitted detector never changes: what comes back is
 * another one, which shares nothing that must be closed and keeps no id, no image and no feature vector of what was forgotten. Its
 * provenance says whether it equals a fit on the rest, and what it still owes to it if not. {@link io.xvad.core.update.Forgetting} checks what is asked for. Thread-safe.
 */
public interface Forgets {

    /** Whether it must be given once more what it is to forget, because it subtracts it. */
    boolean needsSamples();

    /**
     * Forgets.
     *
     * @param forgotten says of the id of a sample whether it is to be forgotten
     * @param again samples among which are all that are to be forgotten, where {@link #needsSamples}; else may be empty
     * @param date noted in the provenance with what holds of the model since
     * @param progress hears how far the work has come
     * @return a detector without these samples, not calibrated
     * @throws IllegalArgumentException if too little would be left, or a sample that is needed is not among {@code again} as it was
     *     when it was learned
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    FittedDetector without(Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress);
}
