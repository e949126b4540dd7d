package io.xvad.cli;

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
        return OwnedOptions.of("explainer", "rise", typed);
    }
}
