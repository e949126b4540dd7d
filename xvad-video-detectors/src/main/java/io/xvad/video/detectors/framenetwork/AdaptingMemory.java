package io.xvad.video.detectors.framenetwork;

/**
 * A memory that goes on learning while a video is scored (Park et al., 2020, section 3.3): where a frame's regular score is below a
 * threshold, the memory follows its queries. Each video begins with the memory that was fitted.
 *
 * @param name of the items, which the network keeps with its weights, shape (items, channels)
 * @param queries name of the output with the queries, rows of as many channels
 * @param below the regular score of a frame that the memory may follow is less than this
 * @param rule how it follows
 */
public record AdaptingMemory(String name, String queries, double below, Rule rule) {

    /** How items follow queries. */
    @FunctionalInterface
    public interface Rule {
        /** The items afterwards, from rows of so many channels. */
        float[] updated(float[] items, float[] queries, int channels);
    }

    /** Whether a frame with these squared errors is so regular that the memory follows it. */
    boolean follows(float[] errors) {
        return regularScore(errors) < below;
    }

    /**
     * The mean of the squared errors of pixels, of values in [0, 1], each weighted by {@code 1 - exp(-error)}, so that those count that
     * are large (Park et al., 2020, section 3.3, with squared errors as in the authors' code); 0 where there is no error.
     */
    static double regularScore(float[] errors) {
        double sum = 0;
        double weights = 0;
        for (float error : errors) {
            double weight = -Math.expm1(-error);
            sum += weight * error;
            weights += weight;
        }
        return weights == 0 ? 0 : sum / weights;
    }
}
