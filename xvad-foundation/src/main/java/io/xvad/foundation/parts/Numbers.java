package io.xvad.foundation.parts;

import java.util.Locale;

/** Numbers as a reader wants them: whole ones without a point, others with three significant digits. */
final class Numbers {

    private Numbers() {}

    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
