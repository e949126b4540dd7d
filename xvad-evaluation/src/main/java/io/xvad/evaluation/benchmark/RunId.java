package io.xvad.evaluation.benchmark;

/**
 * Which run of a benchmark it is.
 *
 * @param detector label of the detector
 * @param data name of the data set
 * @param seed of the fit
 * @param key follows from the detector and its options, the files of the data set, the seed, what else is asked for and the version of
 *     XVAD: two runs of the same key measured the same
 */
public record RunId(String detector, String data, long seed, String key) {

    /** The run in words. */
    @Override
    public String toString() {
        return detector + " on " + data + ", seed " + seed;
    }
}
