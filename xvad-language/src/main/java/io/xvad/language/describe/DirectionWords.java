package io.xvad.language.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** English words that say in which direction a measured property differs from normal. */
final class DirectionWords {

    /**
     * A word and what it says.
     *
     * @param word what is written
     * @param properties names of the properties that it speaks of
     * @param direction that it gives them
     */
    record Word(String word, Set<String> properties, Measured.Direction direction) {}

    private static final Set<String> LIGHT = Set.of("lightness", "brightness");
    private static final Set<String> RED = Set.of("red against green");
    private static final Set<String> YELLOW = Set.of("yellow against blue");
    private static final Set<String> SHARP = Set.of("sharpness", "edge strength");

    private static final List<Word> WORDS = List.of(
            new Word("lighter", LIGHT, Measured.Direction.MORE),
            new Word("brighter", LIGHT, Measured.Direction.MORE),
            new Word("darker", LIGHT, Measured.Direction.LESS),
            new Word("redder", RED, Measured.Direction.MORE),
            new Word("greener", RED, Measured.Direction.LESS),
            new Word("yellower", YELLOW, Measured.Direction.MORE),
            new Word("bluer", YELLOW, Measured.Direction.LESS),
            new Word("sharper", SHARP, Measured.Direction.MORE),
            new Word("blurrier", SHARP, Measured.Direction.LESS),
            new Word("less sharp", SHARP, Measured.Direction.LESS),
            new Word("more contrast", Set.of("contrast"), Measured.Direction.MORE),
            new Word("less contrast", Set.of("contrast"), Measured.Direction.LESS));

    /** With up to two words after it, such as "not at all". */
    private static final String NEGATION =
            "(?:\\b(?:not|no|never|neither|nor|without)|n['\u2019]t)\\s+(?:(?!but\\b)\\w+\\s+){0,2}";

    private DirectionWords() {}

    /** Those that stand in a text, whatever their case, but for those that are negated: "not darker" may be lighter or as usual. */
    static List<Word> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<Word> found = new ArrayList<>();
        for (Word word : WORDS) {
            Matcher said = Pattern.compile("(" + NEGATION + ")?\\b" + word.word() + "\\b")
                    .matcher(lower);
            if (said.results().anyMatch(match -> match.group(1) == null)) {
                found.add(word);
            }
        }
        return found;
    }
}
