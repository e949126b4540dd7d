package io.xvad.detectors.vaeattention;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What of the difference between the code of an image and that of normal ones is followed back. */
enum Target {
    /** Each value by itself, the paper's equations 1 to 4. */
    ELEMENTS,

    /** The sum of all values, the authors' code. */
    DIFFERENCE,

    /** The sum of their absolute values in standard deviations. */
    STANDARDISED;

    static List<String> names() {
        return Stream.of(values()).map(Target::text).toList();
    }

    static Target named(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
