package io.xvad.language.served;

import io.xvad.core.Mask;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.region.Division;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer in words: yes or no, and the ninths of the image that it names.
 *
 * @param text the whole answer
 * @param anomalous whether the first yes or no in it is a yes
 * @param ninths that are named, from 1 to 9 in reading order; none if it says no
 */
record WordAnswer(String text, boolean anomalous, Set<Integer> ninths) {

    private static final int SIDE = 3;
    private static final Pattern VERDICT = Pattern.compile("\\b(yes|no)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PLACE = Pattern.compile(
            "\\b(?:(top|upper|bottom|lower)[ -](left|right)|(top|bottom|left|right|center|centre|middle))\\b");
    private static final List<String> UPPER = List.of("top", "upper");
    private static final List<String> LOWER = List.of("bottom", "lower");

    WordAnswer {
        ninths = Set.copyOf(ninths);
    }

    static final AnswerForm<WordAnswer> FORM = AnswerForm.words("yes_or_no", WordAnswer::read);

    static WordAnswer read(String text) {
        Matcher verdict = VERDICT.matcher(text);
        if (!verdict.find()) {
            throw new IllegalArgumentException("it says neither yes nor no");
        }
        boolean anomalous = verdict.group(1).equalsIgnoreCase("yes");
        return new WordAnswer(text.strip(), anomalous, anomalous ? ninths(text) : Set.of());
    }

    private static Set<Integer> ninths(String text) {
        Set<Integer> ninths = new HashSet<>();
        Matcher place = PLACE.matcher(text.toLowerCase(Locale.ROOT));
        while (place.find()) {
            List<String> words = new ArrayList<>();
            for (int group = 1; group <= place.groupCount(); group++) {
                Optional.ofNullable(place.group(group)).ifPresent(words::add);
            }
            ninths.add(SIDE * row(words) + column(words) + 1);
        }
        return ninths;
    }

    private static int row(List<String> words) {
        return words.stream().anyMatch(UPPER::contains) ? 0 : words.stream().anyMatch(LOWER::contains) ? 2 : 1;
    }

    private static int column(List<String> words) {
        return words.contains("left") ? 0 : words.contains("right") ? 2 : 1;
    }

    /** The ninths of an image, which must have at least three rows and columns. */
    static Division division(int height, int width) {
        return Division.grid(height, width, SIDE, SIDE);
    }

    /** The pixels that it names, if any. */
    Optional<Mask> place(int height, int width) {
        return ninths.isEmpty()
                ? Optional.empty()
                : Optional.of(division(height, width).mask(ninths, height, width));
    }
}
