package io.xvad.core.explain;

import java.util.List;

/**
 * A rule and how it came to hold or fail.
 *
 * @param rule the rule in words
 * @param facts the facts it was applied to, in order
 * @param violated whether the sample breaks the rule
 */
public record RuleTrace(String rule, List<String> facts, boolean violated) implements Evidence {

    public RuleTrace {
        facts = List.copyOf(facts);
    }
}
