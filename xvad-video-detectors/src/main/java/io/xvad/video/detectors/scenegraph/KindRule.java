package io.xvad.video.detectors.scenegraph;

import io.xvad.core.explain.RuleTrace;
import io.xvad.video.event.EventNarration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Tells a verdict as a rule that a stretch keeps or breaks, with everything that its log odds are the sum of. */
final class KindRule {

    private static final int MOST = 8;

    private KindRule() {}

    /**
     * The rule, and as facts the parts of the log odds: the intercept, the triples that add most, for or against, and all others together.
     *
     * @param normal what is normal
     */
    static RuleTrace of(TripleStream.Judged judged, NormalTriples normal) {
        KindClassifier.Verdict verdict = judged.verdict();
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "anomalous with probability %.3f at %.1f s, most like '%s' (%.3f)",
                verdict.score(),
                judged.frame().seconds(),
                verdict.kind(),
                verdict.probability()));
        facts.add(String.format(
                Locale.ROOT,
                "log odds of '%s' against normal %.3f: %+.3f without any triple",
                verdict.kind(),
                verdict.logOdds(),
                verdict.intercept()));
        List<KindClassifier.Contribution> all = verdict.contributions();
        all.stream().limit(MOST).map(one -> fact(one, judged, normal)).forEach(facts::add);
        if (all.size() > MOST) {
            double others = amounts(all.subList(MOST, all.size())).sum();
            facts.add(String.format(Locale.ROOT, "%+.3f by %d other triples", others, all.size() - MOST));
        }
        return new RuleTrace(
                "what things are to each other is more like normal videos than like anomalies",
                facts,
                verdict.score() > 0.5);
    }

    private static DoubleStream amounts(List<KindClassifier.Contribution> some) {
        return some.stream().mapToDouble(KindClassifier.Contribution::amount);
    }

    private static String fact(KindClassifier.Contribution one, TripleStream.Judged judged, NormalTriples normal) {
        String measured = String.format(
                Locale.ROOT,
                "%+.3f by '%s', %.2f times a frame (normal %.2f to %.2f)",
                one.amount(),
                one.triple(),
                one.perFrame(),
                normal.of(one.triple()).low(),
                normal.of(one.triple()).high());
        return judged.occurrence(one.triple())
                .map(there -> String.format(
                        Locale.ROOT,
                        "%s, at %.1f to %.1f s, %s",
                        measured,
                        there.from(),
                        there.to(),
                        EventNarration.place(there.box(), judged.frame().image())))
                .orElse(measured);
    }
}
