package io.xvad.video.language.anomalyruler;

import io.xvad.core.explain.RuleTrace;
import io.xvad.language.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of a book as they apply to a position, as evidence.
 *
 * @param rules the book
 * @param prompt SHA-256 of the question that applies them
 */
record MatchingRules(InducedRules rules, String prompt) {

    private static final int SHOWN_OF_A_DIGEST = 12;

    /** Every rule of the book, those of anomalies that match first; the sample breaks these. Where the rules were not applied, or no answer to that could be read, the keywords that were found instead. */
    List<RuleTrace> at(Judged judged) {
        if (judged.deductions().isEmpty()) {
            return List.of(byKeywords(judged));
        }
        List<RuleTrace> broken = new ArrayList<>();
        List<RuleTrace> kept = new ArrayList<>();
        for (RuleBook.Rule rule : rules.book().rules()) {
            List<String> facts = facts(rule, judged);
            boolean breaks = !facts.isEmpty() && !rule.part().isNormal();
            (breaks ? broken : kept)
                    .add(new RuleTrace(
                            rule.id() + " (" + rule.part().heading() + "): " + rule.text(),
                            facts.isEmpty() ? List.of("does not match " + where(judged)) : facts,
                            breaks));
        }
        List<RuleTrace> all = new ArrayList<>(broken);
        all.addAll(kept);
        return all;
    }

    /** What the answers that name a rule say; nothing if none does. */
    private List<String> facts(RuleBook.Rule rule, Judged judged) {
        List<String> said = new ArrayList<>();
        for (Reply<Deduction> reply : judged.replies()) {
            reply.value()
                    .filter(deduction -> deduction.matching().contains(rule.id()))
                    .ifPresent(deduction -> said.add(answer(reply, deduction, judged)));
        }
        if (said.isEmpty()) {
            return List.of();
        }
        List<String> facts = new ArrayList<>();
        facts.add(where(judged) + " is described as: \"" + judged.text() + "\" ("
                + named(judged.observed().caption().model()) + ")");
        facts.addAll(said);
        facts.add("rules " + rules.origin());
        return facts;
    }

    private String answer(Reply<Deduction> reply, Deduction deduction, Judged judged) {
        return String.format(
                Locale.ROOT,
                "answer %d of %d, of %s, prompt %s: %s, \"%s\" (unchecked)",
                reply.sample() + 1,
                judged.replies().size(),
                named(reply.model()),
                prompt.substring(0, SHOWN_OF_A_DIGEST),
                deduction.anomalous() ? "anomalous" : "normal",
                deduction.reason().strip());
    }

    private static RuleTrace byKeywords(Judged judged) {
        List<String> found = judged.observed().found();
        return new RuleTrace(
                "a description of what is normal holds no keyword of an anomaly",
                List.of(
                        where(judged) + " is described as: \""
                                + judged.observed().caption().text() + "\" ("
                                + named(judged.observed().caption().model()) + ")",
                        found.isEmpty() ? "keywords: none" : "keywords: " + String.join(", ", found)),
                judged.smoothed());
    }

    private static String where(Judged judged) {
        return String.format(
                Locale.ROOT,
                "frame %d (%.1f s)",
                judged.observed().frame(),
                judged.observed().seconds());
    }

    private static String named(String model) {
        return model.isEmpty() ? "the model" : model;
    }
}
