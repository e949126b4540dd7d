package io.xvad.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Options typed as {@code owner.key=value}. */
final class OwnedOptions {

    private OwnedOptions() {}

    /**
     * The typed options, sorted by the one they are for.
     *
     * @param kind what they are for, for example {@code explainer}
     * @param example one of these
     * @param typed values by {@code owner.key}
     * @throws IllegalArgumentException if a key has no owner
     */
    static Map<String, Map<String, String>> of(String kind, String example, Map<String, String> typed) {
        Map<String, Map<String, String>> options = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException(
                        "option '" + name + "' needs the " + kind + " it is for, for example " + example + "." + name);
            }
            options.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<>())
                    .put(name.substring(dot + 1), value);
        });
        return options;
    }
}
