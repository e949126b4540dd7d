package io.xvad.report;

import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.RuleTrace;
import java.util.Comparator;
import java.util.List;

/**
 * A rule as a row of a table.
 *
 * @param rule in words
 * @param facts it was applied to
 * @param outcome whether what is explained keeps or breaks it
 */
public record RuleRow(String rule, String facts, String outcome) {

    /** The rules that an explanation traces, broken ones first. */
    public static List<RuleRow> of(Explanation explanation) {
        return explanation
                .evidence(RuleTrace.class)
                .sorted(Comparator.comparing(RuleTrace::violated).reversed())
                .map(trace -> new RuleRow(
                        trace.rule(), String.join("; ", trace.facts()), trace.violated() ? "broken" : "kept"))
                .toList();
    }
}
