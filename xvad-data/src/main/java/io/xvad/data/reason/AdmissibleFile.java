package io.xvad.data.reason;

import io.xvad.core.XvadDataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lines of a table of admissible reasons. */
final class AdmissibleFile {

    private AdmissibleFile() {}

    /**
     * The rules by kind, in the order of the file.
     *
     * @param source how errors call the file
     * @throws XvadDataException naming the file and the line
     */
    static Map<String, AdmissibleRule> rules(String source, String text) {
        Map<String, List<List<Set<String>>>> alternatives = new LinkedHashMap<>();
        List<String> lines = withoutByteOrderMark(text).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    read(line, alternatives);
                } catch (IllegalArgumentException e) {
                    throw new XvadDataException(source + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        if (alternatives.isEmpty()) {
            throw new XvadDataException(source + ": no line such as 'scratch = lighter | darker & thin | long'");
        }
        Map<String, AdmissibleRule> rules = new LinkedHashMap<>();
        alternatives.forEach((kind, all) -> rules.put(kind, new AdmissibleRule(all)));
        return rules;
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void read(String line, Map<String, List<List<Set<String>>>> alternatives) {
        int equals = line.indexOf('=');
        String kind = equals < 0 ? "" : line.substring(0, equals).strip();
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("needs KIND = REASON | REASON & QUALIFIER, got '" + line + "'");
        }
        List<Set<String>> groups = new ArrayList<>();
        for (String group : line.substring(equals + 1).split("&", -1)) {
            groups.add(words(group, line));
        }
        alternatives.computeIfAbsent(kind, key -> new ArrayList<>()).add(groups);
    }

    private static Set<String> words(String group, String line) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : group.split("\\|", -1)) {
            if (word.isBlank()) {
                throw new IllegalArgumentException("a word is missing in '" + line + "'");
            }
            words.add(ReasonVocabulary.require(word.strip()));
        }
        return words;
    }
}
