package io.xvad.core;

/**
 * What a detector that searches or samples spent on one sample.
 *
 * @param steps steps it made, at least 0: updates of a latent code, evaluations of a network that removes noise, or sampled sentences
 * @param complete whether it made all the steps it was to make; if not, its time ran out, and the detection is that of the steps
 *     made, which another machine need not repeat
 */
public record Effort(int steps, boolean complete) {

    public Effort {
        if (steps < 0) {
            throw new IllegalArgumentException("an effort needs at least 0 steps, got " + steps);
        }
    }

    /** In words: {@code 200 steps}, or {@code 57 steps, then its time ran out}. */
    public String inWords() {
        String made = steps == 1 ? "1 step" : steps + " steps";
        return complete ? made : made + ", then its time ran out";
    }
}
