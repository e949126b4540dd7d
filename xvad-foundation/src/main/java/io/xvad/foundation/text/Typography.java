package io.xvad.foundation.text;

import java.util.Map;

/** Typographic characters and the HTML entities of plain ones as those plain ones: what ftfy and a reader of HTML make of them. */
final class Typography {

    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&apos;", "'", "&#39;", "'", "&nbsp;", " ");

    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("\u2018", "'"),
            Map.entry("\u2019", "'"),
            Map.entry("\u201a", "'"),
            Map.entry("\u201b", "'"),
            Map.entry("\u201c", "\""),
            Map.entry("\u201d", "\""),
            Map.entry("\u201e", "\""),
            Map.entry("\u201f", "\""),
            Map.entry("\ufb00", "ff"),
            Map.entry("\ufb01", "fi"),
            Map.entry("\ufb02", "fl"),
            Map.entry("\ufb03", "ffi"),
            Map.entry("\ufb04", "ffl"));

    private Typography() {}

    /** The text with straight quotes, without ligatures and entities; those of entities are seen through once. */
    static String plain(String text) {
        String once = replaced(text, ENTITIES).replace("&amp;", "&");
        String twice = replaced(once, ENTITIES).replace("&amp;", "&");
        return replaced(twice, PLAIN);
    }

    private static String replaced(String text, Map<String, String> replacements) {
        String replaced = text;
        for (Map.Entry<String, String> entry : replacements.entrySet()) {
            replaced = replaced.replace(entry.getKey(), entry.getValue());
        }
        return replaced;
    }
}
