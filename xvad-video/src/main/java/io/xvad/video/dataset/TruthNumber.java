package io.xvad.video.dataset;

import java.util.regex.Pattern;

/** Understands numbers in text. Its methods throw {@link IllegalArgumentException} that quotes what is none. */
final class TruthNumber {

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+");
    private static final double MOST = 1e8;

    private TruthNumber() {}

    /** A finite number of either sign, below 100 million. */
    static double of(String text) {
        if (DECIMAL_COMMA.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' has a decimal comma; a decimal point is wanted");
        }
        try {
            double value = Double.parseDouble(text);
            if (Math.abs(value) < MOST) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
        throw new IllegalArgumentException("'" + text + "' is out of range");
    }

    /** A whole number, be it written as {@code 40} or as {@code 40.0}, as some programs do. */
    static int whole(String text) {
        double value = of(text);
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number");
        }
        return (int) value;
    }
}
