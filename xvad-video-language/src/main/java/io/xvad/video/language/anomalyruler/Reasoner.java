package io.xvad.video.language.anomalyruler;

import io.xvad.video.language.frame.Caption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reasons about single positions with the rules. Immutable and thread-safe.
 *
 * @param questions that are asked
 * @param book the rules
 * @param keywords of the rules
 * @param samples answers to the question that applies the rules; 0 to leave it unasked
 */
record Reasoner(Questions questions, RuleBook book, Keywords keywords, int samples) {

    Reasoner(Questions questions, RuleBook book, int samples) {
        this(questions, book, new Keywords(book.keywords()), samples);
    }

    /** A position with a description. */
    Observed observed(long frame, double seconds, Caption caption) {
        return new Observed(frame, seconds, caption, keywords.in(caption.text()));
    }

    /**
     * Applies the rules to a position.
     *
     * @param smoothed the first verdict after smoothing
     * @param around what was seen at the positions of the window that smoothed it
     */
    Judged judge(Observed observed, boolean smoothed, List<Observed> around) {
        String text = agreeing(observed, smoothed, around);
        if (samples == 0) {
            return new Judged(observed, smoothed, text, List.of(), smoothed ? 1 : 0);
        }
        Map<String, String> slots =
                Map.of("rules", book.inWords(false), "first", first(text, smoothed), "description", text);
        Judged judged = new Judged(
                observed, smoothed, text, questions.ask(Questions.DEDUCE, Deduction.form(book), slots, samples), 0);
        return judged.withScore(judged.verdict());
    }

    /**
     * What a reader of the scores should know.
     *
     * @param unread positions of which no answer could be read
     */
    List<String> remarks(long unread) {
        List<String> remarks = new ArrayList<>();
        if (book.keywords().isEmpty()) {
            remarks.add("the rules have no keywords of anomalies, so that every first verdict is normal");
        }
        if (unread > 0) {
            remarks.add(
                    "of " + unread
                            + " positions no answer that applies the rules could be read; theirs is the first verdict, by keywords");
        }
        return remarks;
    }

    /** The description without sentences that a smoothed verdict of normal contradicts, or with the keyword most often found around where a smoothed verdict of anomalous lacks one. */
    private String agreeing(Observed observed, boolean smoothed, List<Observed> around) {
        String text = observed.caption().text();
        if (!smoothed && !observed.found().isEmpty()) {
            return keywords.without(text);
        }
        return smoothed && observed.found().isEmpty()
                ? mostFrequent(around).map(word -> Keywords.with(text, word)).orElse(text)
                : text;
    }

    private static Optional<String> mostFrequent(List<Observed> around) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        around.forEach(each -> each.found().forEach(word -> counts.merge(word, 1, Integer::sum)));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(count -> count.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private String first(String text, boolean smoothed) {
        List<String> found = keywords.in(text);
        if (!smoothed) {
            return "Normal.";
        }
        return found.isEmpty() ? "Anomaly." : "Anomaly, since I found: " + String.join(", ", found) + ".";
    }
}
