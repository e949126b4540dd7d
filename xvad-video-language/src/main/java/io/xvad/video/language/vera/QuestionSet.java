package io.xvad.video.language.vera;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * At most five questions that guide a model; what VERA learns. Written and read as a text that a user may edit, a question a line. Immutable.
 *
 * @param questions at least one
 */
public record QuestionSet(List<String> questions) {

    /** The most questions. */
    public static final int MOST = 5;

    /** Throws {@link IllegalArgumentException} if there are none, or more than five. */
    public QuestionSet {
        questions = questions.stream()
                .map(QuestionSet::line)
                .filter(question -> !question.isEmpty())
                .distinct()
                .toList();
        if (questions.isEmpty() || questions.size() > MOST) {
            throw new IllegalArgumentException("there must be 1 to " + MOST + " questions, got " + questions.size());
        }
    }

    /** Of more than five the first five. */
    static QuestionSet firstOf(List<String> questions) {
        return new QuestionSet(questions.stream()
                .map(QuestionSet::line)
                .filter(question -> !question.isEmpty())
                .distinct()
                .limit(MOST)
                .toList());
    }

    /** Those that everything begins with. */
    static QuestionSet generic() {
        return new QuestionSet(List.of(
                "Is there anything unusual in what people do or in how they move?",
                "Is there anything unusual in the things that can be seen or in what happens to them?"));
    }

    private static String line(String text) {
        return text.strip().replaceAll("\\s+", " ").replaceFirst("^(\\d+[.)]\\s*|[-*#]+\\s*)+", "");
    }

    /**
     * Reads a text with a question a line, which may begin with a number or a dash; what begins with {@code #} is a remark.
     *
     * @throws IllegalArgumentException if there are none, or more than five
     */
    public static QuestionSet parse(String text) {
        return new QuestionSet(text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .toList());
    }

    /** As a text that {@link #parse} reads as the same questions, with their numbers. */
    public String text() {
        return IntStream.range(0, questions.size())
                .mapToObj(i -> i + 1 + ". " + questions.get(i))
                .collect(Collectors.joining("\n"));
    }
}
