package io.xvad.language.logicad;

import io.xvad.core.explain.RuleTrace;
import io.xvad.language.logic.Clause;
import io.xvad.language.logic.Conclusion.Rule;
import io.xvad.language.logic.Conclusion.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes down which rules which answers break. */
final class Traces {

    private static final String IMPLIED = " (nothing is specified of it)";
    private static final String READ = "the facts were read from descriptions that the model gave, which may be wrong";

    private Traces() {}

    /** Broken rules first; last what was described. */
    static List<RuleTrace> of(List<DescribedImage.Concluded> answers) {
        Map<Clause, List<Answered>> rules = new LinkedHashMap<>();
        for (DescribedImage.Concluded answer : answers) {
            for (Rule rule : answer.conclusion().rules()) {
                rules.computeIfAbsent(rule.clause(), any -> new ArrayList<>()).add(new Answered(answer, rule));
            }
        }
        Stream<RuleTrace> traces = rules.values().stream()
                .map(answered -> trace(answered, answers.size()))
                .sorted(Comparator.comparing(RuleTrace::violated).reversed());
        return Stream.concat(traces, Stream.of(described(answers))).toList();
    }

    private record Answered(DescribedImage.Concluded answer, Rule rule) {

        String words() {
            String name = answer.description().name();
            List<String> conflict = answer.conclusion().conflict();
            return switch (rule.standing()) {
                case BROKEN -> name + ": broken by " + String.join("; ", rule.because());
                case KEPT -> name + ": kept";
                case OPEN ->
                    conflict.isEmpty()
                            ? name + ": left open"
                            : name + ": left open, as its facts contradict each other: " + String.join("; ", conflict);
            };
        }
    }

    private static RuleTrace trace(List<Answered> answered, int answers) {
        long broken = answered.stream()
                .filter(one -> one.rule().standing() == Standing.BROKEN)
                .count();
        Rule rule = answered.get(0).rule();
        return new RuleTrace(
                rule.clause() + (rule.implied() ? IMPLIED : ""),
                answered.stream().map(Answered::words).toList(),
                2 * broken >= answers);
    }

    private static RuleTrace described(List<DescribedImage.Concluded> answers) {
        List<String> facts = new ArrayList<>();
        for (DescribedImage.Concluded answer : answers) {
            DescribedImage described = answer.description();
            facts.add(described.name() + " describes: " + described.description());
            facts.add(described.name() + " states: "
                    + String.join(
                            "; ",
                            described.facts().facts().stream()
                                    .map(Clause::toString)
                                    .toList()));
        }
        return new RuleTrace(READ, facts, false);
    }
}
