package io.xvad.core.progress;

/** Hears how far long work has come. Called from the working thread; should return quickly. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Some work was done.
     *
     * @param stage what is being done, for example {@code "features"}
     * @param done units finished, from 0 to {@code total}
     * @param total units in this stage
     */
    void progressed(String stage, long done, long total);

    /** An epoch of training has ended, with finite losses. By default ignored. */
    default void trained(EpochLoss loss) {}

    /** A listener that ignores everything. */
    static ProgressListener none() {
        return (stage, done, total) -> {};
    }
}
