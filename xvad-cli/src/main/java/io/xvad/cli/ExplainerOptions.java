package io.xvad.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Options typed as {@code explainer.key=value}. */
public final class ExplainerOptions {

    private ExplainerOptions() {}

    /**
     * The typed options, sorted by the explainer they are for.
     *
     * @param typed values by {@code explainer.key}
     * @throws IllegalArgumentException if a key has no explainer
     */
    public static Map<String, Map<String, String>> of(Map<String, String> typed) {
        Map<String, Map<String, String>> options = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException(
                        "option '" + name + "' needs the explainer it is for, for example rise." + name);
            }
            options.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<>())
                    .put(name.substring(dot + 1), value);
        });
        return options;
    }
}
