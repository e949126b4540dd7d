package io.xvad.report;

import io.xvad.core.Decision;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Reliance;
import io.xvad.core.explain.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What explanations say of an image.
 *
 * @param lead the sentence of the most surprising reason; empty if there is no reason
 * @param sentences the others, in order; what they say of the reliance is in {@code reliance}
 * @param reasons what differs, the most surprising first
 * @param reliance whether they can be relied on, if that was measured
 * @param measurements attributes that differ, the most surprising first
 * @param rules rules that were applied, of each explanation broken ones first
 * @param reasoning whether something that can be seen is named
 */
public record Account(
        Optional<String> lead,
        List<String> sentences,
        List<ReasonRow> reasons,
        Optional<Badge> reliance,
        List<String> measurements,
        List<RuleRow> rules,
        Reasoning reasoning) {

    private static final int MEASUREMENTS = 6;

    public Account {
        sentences = List.copyOf(sentences);
        reasons = List.copyOf(reasons);
        measurements = List.copyOf(measurements);
        rules = List.copyOf(rules);
    }

    /** Whether the explanations of an image name something that can be seen. */
    public enum Reasoning {
        /** The image was not flagged, or no explanation gives reasons of decisions. */
        NOT_ASKED,
        /** The image was flagged, and nothing that can be seen is named. */
        NO_VISIBLE_REASON,
        /** The image was flagged, and something that can be seen is named. */
        VISIBLE_REASON
    }

    /** Nothing was explained. */
    static Account none() {
        return new Account(
                Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), List.of(), Reasoning.NOT_ASKED);
    }

    static Account of(List<Explanation> explanations) {
        List<Reason> reasons = all(explanations, Reason.class).toList();
        Optional<Statement> lead = explanations.stream()
                .flatMap(explanation -> resting(explanation, Reason.class))
                .findFirst();
        List<Statement> aside = explanations.stream()
                .flatMap(explanation -> resting(explanation, Reliance.class))
                .collect(Collectors.toCollection(ArrayList::new));
        lead.ifPresent(aside::add);
        return new Account(
                lead.map(Statement::text),
                all(explanations, Statement.class)
                        .filter(one -> !aside.contains(one))
                        .map(Statement::text)
                        .toList(),
                reasons.stream().map(ReasonRow::of).toList(),
                all(explanations, Reliance.class).findFirst().map(Badge::of),
                all(explanations, AttributeDeviation.class)
                        .sorted(Comparator.comparingDouble(AttributeDeviation::surprise)
                                .reversed())
                        .limit(MEASUREMENTS)
                        .map(ReasonRow::measured)
                        .toList(),
                explanations.stream()
                        .flatMap(explanation -> RuleRow.of(explanation).stream())
                        .toList(),
                reasoning(explanations, reasons));
    }

    /** The sentences that rest on evidence of a type. */
    private static Stream<Statement> resting(Explanation explanation, Class<? extends Evidence> type) {
        return explanation.evidence(Statement.class).filter(statement -> statement.restsOn().stream()
                .anyMatch(index -> type.isInstance(explanation.evidence().get(index))));
    }

    private static Reasoning reasoning(List<Explanation> explanations, List<Reason> reasons) {
        boolean flagged = explanations.get(0).detection().verdict().decision() == Decision.ANOMALOUS;
        boolean asked = !reasons.isEmpty() || all(explanations, Statement.class).anyMatch(Account::isOfTheDecision);
        if (!flagged || !asked) {
            return Reasoning.NOT_ASKED;
        }
        return reasons.stream().anyMatch(ReasonRow::isVisible) ? Reasoning.VISIBLE_REASON : Reasoning.NO_VISIBLE_REASON;
    }

    /** Words on the decision itself are followed by its reasons; those on a map or another image are not meant to have any. */
    private static boolean isOfTheDecision(Statement statement) {
        return statement.restsOn().isEmpty();
    }

    /** The leading sentence, if there is one, as a template wants it. */
    List<String> leading() {
        return lead.stream().toList();
    }

    /** The verdict on the explanations, if there is one, as a template wants it. */
    List<Badge> verdict() {
        return reliance.stream().toList();
    }

    private static <E extends Evidence> Stream<E> all(List<Explanation> explanations, Class<E> type) {
        return explanations.stream().flatMap(explanation -> explanation.evidence(type));
    }
}
