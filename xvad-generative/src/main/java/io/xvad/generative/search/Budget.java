package io.xvad.generative.search;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;

/**
 * How long an image may be worked on.
 *
 * @param seconds after which the best result so far counts; 0 for no limit
 */
public record Budget(double seconds) {

    /** The option of a budget in seconds. */
    public static final OptionSpec<Double> SECONDS = OptionSpec.decimal(
            "seconds",
            0,
            0,
            86_400,
            "Seconds after which the steps of an image end where they are, so that its score depends on the machine; 0 for no limit");

    private static final double NANOSECONDS = 1e9;

    /** One image's time, which begins now. */
    public Clock start() {
        return new Clock(seconds == 0 ? Double.POSITIVE_INFINITY : seconds, System.nanoTime());
    }

    /**
     * The time of one image.
     *
     * @param limit seconds it may take
     * @param start in nanoseconds
     */
    public record Clock(double limit, long start) {

        /**
         * Whether the time is over; to be asked after each step.
         *
         * @throws java.util.concurrent.CancellationException if the thread is interrupted
         */
        public boolean isOver() {
            Cancellation.check();
            return passed() >= limit;
        }

        /** The first half of this time. */
        public Clock half() {
            return new Clock(limit / 2, start);
        }

        /** Seconds that have passed. */
        public double passed() {
            return (System.nanoTime() - start) / NANOSECONDS;
        }
    }
}
