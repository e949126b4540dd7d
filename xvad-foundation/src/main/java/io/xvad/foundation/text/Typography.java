package io.xvad.foundation.text;

import java.util.Map;

/** Typographic characters as plain ones: what ftfy does of them by default. */
final class Typography {

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

    /** The text with straight quotes and without ligatures. */
    static String plain(String text) {
        String plain = text;
        for (Map.Entry<String, String> entry : PLAIN.entrySet()) {
            plain = plain.replace(entry.getKey(), entry.getValue());
        }
        return plain;
    }
}
