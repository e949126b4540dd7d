package io.xvad.metrics;

/**
 * Gathers samples and gives figures of all of them. Give each thread its own and merge them: merging is associative, and
 * the order does not change the result unless the class says within which tolerance. Not thread-safe.
 *
 * @param <A> the accumulator itself
 * @param <R> the figures
 */
public interface Accumulator<A extends Accumulator<A, R>, R> {

    /** Adds all that another has gathered; the other is left as it is. */
    void merge(A other);

    /** The figures so far; more may be added afterwards. */
    R result();
}
