package io.xvad.data.reason;

import io.xvad.core.option.Names;
import java.util.List;
import java.util.stream.Stream;

/** The names of reasons, and what is said of the shape of what differs. */
public final class ReasonVocabulary {

    /** Name of the reason that tells of nothing that can be seen. */
    public static final String FEATURES_DIFFER = "features-differ";

    private static final List<String> NAMES = List.of(
            "lighter",
            "darker",
            "redder",
            "greener",
            "yellower",
            "bluer",
            "more-contrast",
            "less-contrast",
            "sharper",
            "less-sharp",
            "texture-stronger",
            "texture-weaker",
            "orientation-changed",
            "missing",
            "added",
            "displaced",
            "wrong-place",
            "repeated",
            "surface-changed",
            FEATURES_DIFFER);

    private static final List<String> QUALIFIERS =
            List.of("thin", "long", "compact", "small", "large", "ragged", "at-border", "several");

    private ReasonVocabulary() {}

    /** All names of reasons. */
    public static List<String> names() {
        return NAMES;
    }

    /** All that is said of shape. */
    public static List<String> qualifiers() {
        return QUALIFIERS;
    }

    /** Whether somebody can see what a reason of this name tells of. */
    public static boolean isVisible(String name) {
        return !name.equals(FEATURES_DIFFER);
    }

    /**
     * Returns {@code word} if it is one of them.
     *
     * @throws IllegalArgumentException if it is not; the message lists them and the nearest
     */
    static String require(String word) {
        if (!NAMES.contains(word) && !QUALIFIERS.contains(word)) {
            throw new IllegalArgumentException(Names.unknown(
                    "reason or qualifier",
                    word,
                    Stream.concat(NAMES.stream(), QUALIFIERS.stream()).toList()));
        }
        return word;
    }
}
