package io.xvad.language.chat;

/**
 * What may be spent on a model; 0 for no limit.
 *
 * @param calls calls of the server, each retry counted
 * @param tokens tokens read and written, as the server counts them
 * @param seconds waiting for answers and between tries, in all
 * @param cost in the currency of the prices
 * @param inputPrice of a million tokens that the model reads
 * @param outputPrice of a million tokens that it writes
 */
public record Limits(long calls, long tokens, double seconds, double cost, double inputPrice, double outputPrice) {

    private static final double MILLION = 1e6;

    public Limits {
        if (calls < 0 || tokens < 0 || !(seconds >= 0) || !(cost >= 0) || !(inputPrice >= 0) || !(outputPrice >= 0)) {
            throw new IllegalArgumentException("limits and prices must be at least 0");
        }
        if (cost > 0 && inputPrice == 0 && outputPrice == 0) {
            throw new IllegalArgumentException("a limit of the cost needs prices: input-price, output-price");
        }
    }

    /** No limit of any kind. */
    public static Limits none() {
        return new Limits(0, 0, 0, 0, 0, 0);
    }

    double cost(long input, long output) {
        return (input * inputPrice + output * outputPrice) / MILLION;
    }
}
