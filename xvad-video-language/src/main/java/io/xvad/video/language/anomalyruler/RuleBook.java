package io.xvad.video.language.anomalyruler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules in words of what is normal and what is not, and the keywords of what is not. Written and read as a text that a user may edit: a heading that ends with a colon for each list, below it a line for each rule, which
 * may begin with a number or a dash; what begins with {@code #} is a remark. Immutable.
 */
public final class RuleBook {

    private static final String KEYWORDS = "Keywords of anomalies";

    /** The four lists. */
    public enum Part {
        NORMAL_ACTIVITIES("Normal human activities", "N", true),
        NORMAL_OBJECTS("Normal objects", "O", true),
        ANOMALOUS_ACTIVITIES("Anomalous human activities", "A", false),
        ANOMALOUS_OBJECTS("Anomalous objects", "B", false);

        private final String heading;
        private final String letter;
        private final boolean normal;

        Part(String heading, String letter, boolean normal) {
            this.heading = heading;
            this.letter = letter;
            this.normal = normal;
        }

        boolean isNormal() {
            return normal;
        }

        String heading() {
            return heading;
        }
    }

    /**
     * A rule.
     *
     * @param id by which it is named: a letter for its list, and its number there from 1
     * @param part its list
     * @param text in words
     */
    public record Rule(String id, Part part, String text) {}

    private final Map<Part, List<String>> rules;
    private final List<String> keywords;

    private RuleBook(Map<Part, List<String>> rules, List<String> keywords) {
        this.rules = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            this.rules.put(
                    part,
                    rules.getOrDefault(part, List.of()).stream()
                            .map(RuleBook::line)
                            .filter(text -> !text.isEmpty())
                            .distinct()
                            .toList());
        }
        this.keywords = keywords.stream()
                .map(Keywords::clean)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Rules in lists; one that is not given is empty. */
    public static RuleBook of(Map<Part, List<String>> rules, List<String> keywords) {
        return new RuleBook(rules, keywords);
    }

    /** In one line, and without what would be read as a number, a remark or a heading. */
    private static String line(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replaceFirst("^(\\d+[.)]\\s*|[-*#]+\\s*)+", "")
                .replaceFirst("[\\s:]+$", "");
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException naming the line, if there is a rule before the first heading or an unknown heading; or if there is no rule at all
     */
    public static RuleBook parse(String text) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            lists.put(part.heading, new ArrayList<>());
        }
        lists.put(KEYWORDS, new ArrayList<>());
        Optional<List<String>> list = Optional.empty();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            boolean remark = line.isEmpty() || line.startsWith("#");
            if (!remark && line.endsWith(":")) {
                list = Optional.of(headed(lists, line.substring(0, line.length() - 1), number));
            } else if (!remark) {
                int at = number;
                list.orElseThrow(() -> new IllegalArgumentException(
                                "rules, line " + at + ": stands below no heading; the headings are " + lists.keySet()))
                        .add(line);
            }
        }
        Map<Part, List<String>> rules = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            rules.put(part, lists.get(part.heading));
        }
        RuleBook book = new RuleBook(rules, lists.get(KEYWORDS));
        if (book.rules().isEmpty()) {
            throw new IllegalArgumentException("rules: there is no rule below the headings " + lists.keySet());
        }
        return book;
    }

    private static List<String> headed(Map<String, List<String>> lists, String heading, int number) {
        return lists.entrySet().stream()
                .filter(list -> list.getKey().equalsIgnoreCase(heading.strip()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rules, line " + number + ": unknown heading '"
                        + heading + "'; the headings are " + lists.keySet()));
    }

    /** As a text that {@link #parse} reads as the same rules. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : Part.values()) {
            list(text, part.heading, rules.getOrDefault(part, List.of()));
        }
        list(text, KEYWORDS, keywords);
        return text.toString();
    }

    private static void list(StringBuilder text, String heading, List<String> lines) {
        text.append(text.isEmpty() ? "" : "\n").append(heading).append(":\n");
        for (int i = 0; i < lines.size(); i++) {
            text.append(i + 1).append(". ").append(lines.get(i)).append('\n');
        }
    }

    /** The rules of a list. */
    public List<String> of(Part part) {
        return rules.getOrDefault(part, List.of());
    }

    /** All rules with their ids, those of what is normal first. */
    public List<Rule> rules() {
        List<Rule> all = new ArrayList<>();
        for (Part part : Part.values()) {
            List<String> texts = of(part);
            for (int i = 0; i < texts.size(); i++) {
                all.add(new Rule(part.letter + (i + 1), part, texts.get(i)));
            }
        }
        return all;
    }

    /** For a prompt: the rules by list, each with its id; those of what is normal, or all. */
    String inWords(boolean onlyNormal) {
        return rules().stream()
                .filter(rule -> rule.part().isNormal() || !onlyNormal)
                .map(rule -> rule.id() + " (" + rule.part().heading + "): " + rule.text())
                .collect(Collectors.joining("\n"));
    }

    /** Words that stand for an anomaly, in lower case. */
    public List<String> keywords() {
        return keywords;
    }

    /** The same rules with other keywords. */
    RuleBook withKeywords(List<String> words) {
        return new RuleBook(rules, words);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleBook book && rules.equals(book.rules) && keywords.equals(book.keywords);
    }

    @Override
    public int hashCode() {
        return 31 * rules.hashCode() + keywords.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
