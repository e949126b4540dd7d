package io.xvad.video.language.smooth;

/**
 * The mean of values that come one after the other, each older one weighing less: with weights {@code (1 - alpha)^age} that are made to sum to one, as pandas' {@code ewm} has them with {@code adjust}. Not
 * thread-safe.
 */
public final class ExponentialMean {

    private final double alpha;
    private double sum;
    private double weights;

    /**
     * A mean of nothing yet.
     *
     * @param alpha weight of the newest value, in (0, 1]; of a span of n values {@code 2 / (n + 1)}
     */
    public ExponentialMean(double alpha) {
        this.alpha = required(alpha);
    }

    private static double required(double alpha) {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be above 0 and at most 1, got " + alpha);
        }
        return alpha;
    }

    /** One over this many values. */
    public static ExponentialMean ofSpan(int span) {
        return new ExponentialMean(2.0 / (span + 1));
    }

    /** The mean with a further value. */
    public double add(double value) {
        return add(value, alpha);
    }

    /** The mean with a further value, where what came before weighs {@code 1 - newest} from now on. */
    public double add(double value, double newest) {
        double kept = 1 - required(newest);
        sum = kept * sum + value;
        weights = kept * weights + 1;
        return sum / weights;
    }
}
