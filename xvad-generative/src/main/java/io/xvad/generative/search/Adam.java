package io.xvad.generative.search;

/**
 * Steps of Adam (Kingma and Ba 2015, algorithm 1, with their numbers) on a few values that are no weights, such as a code. Not
 * thread-safe.
 */
public final class Adam {

    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final float[] values;
    private final double rate;
    private final double[] first;
    private final double[] second;
    private int steps;

    /**
     * Begins at some values.
     *
     * @param values which steps change where they are
     * @param rate of the steps
     */
    public Adam(float[] values, double rate) {
        this.values = values;
        this.rate = rate;
        first = new double[values.length];
        second = new double[values.length];
    }

    /** A step against the gradient of what is to become small. */
    public void step(float[] gradient) {
        steps++;
        double ofFirst = 1 - Math.pow(FIRST_DECAY, steps);
        double ofSecond = 1 - Math.pow(SECOND_DECAY, steps);
        for (int i = 0; i < values.length; i++) {
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient[i];
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
            values[i] -= (float) (rate * (first[i] / ofFirst) / (Math.sqrt(second[i] / ofSecond) + EPSILON));
        }
    }
}
