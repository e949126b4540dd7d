package io.xvad.video.language.anomalyruler;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that stand for an anomaly, found in descriptions as whole words, also in the plural: "cart" is in "two carts" and not in "a cartoon". Immutable. */
final class Keywords {

    private static final String SENTENCE_END = "(?<=[.!?])\\s+";
    private static final Pattern FIRST_PERSON = Pattern.compile("the first person is\\b", Pattern.CASE_INSENSITIVE);
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private final List<Word> words;

    private record Word(String text, Pattern pattern) {}

    Keywords(List<String> words) {
        this.words = words.stream().map(word -> new Word(word, pattern(word))).toList();
    }

    private static Pattern pattern(String word) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "(e?s)?\\b", FLAGS);
    }

    /** In lower case, in one line, without what surrounds it. */
    static String clean(String word) {
        return word.toLowerCase(Locale.ROOT)
                .replaceFirst("^(\\d+[.)]\\s*|[-*#]+\\s*)+", "")
                .replaceAll("[\\s.,;:\"]+", " ")
                .strip();
    }

    /** Those of these words that are in none of the texts. */
    static List<String> without(List<String> words, List<String> texts) {
        return words.stream()
                .map(Keywords::clean)
                .filter(word -> !word.isEmpty())
                .filter(word -> texts.stream()
                        .noneMatch(text -> pattern(word).matcher(text).find()))
                .distinct()
                .toList();
    }

    /** Those in a description, in the order of the rule book. */
    List<String> in(String description) {
        return words.stream()
                .filter(word -> word.pattern.matcher(description).find())
                .map(Word::text)
                .toList();
    }

    /** A description without the sentences that hold a keyword. */
    String without(String description) {
        String left = List.of(description.split(SENTENCE_END)).stream()
                .filter(sentence -> in(sentence).isEmpty())
                .collect(Collectors.joining(" "));
        return left.isEmpty() ? "Nothing else is seen." : left;
    }

    /** A description in which the first person does what a keyword says too; where it tells of no first person, at its end. */
    static String with(String description, String keyword) {
        String does = keyword.endsWith("ing") ? keyword : "with a " + keyword;
        Optional<String> said = FIRST_PERSON
                .matcher(description)
                .results()
                .findFirst()
                .map(found ->
                        description.substring(0, found.end()) + " " + does + "," + description.substring(found.end()));
        return said.orElse(description + " The first person is " + does + ".");
    }
}
