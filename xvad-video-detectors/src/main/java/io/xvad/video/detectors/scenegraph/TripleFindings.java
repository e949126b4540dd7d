package io.xvad.video.detectors.scenegraph;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.detectors.objects.NormalRange;
import io.xvad.video.stream.FindingMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells which triples speak for the kind that a stretch is most like, and where each was last.
 *
 * @param kinds of the classifier, the normal one first
 * @param normal what is normal
 */
record TripleFindings(List<String> kinds, NormalTriples normal) {

    private static final int MOST = 5;
    private static final double SMALLEST = 1e-9;

    ScoredFrame scored(TripleStream.Judged judged) {
        double score = judged.verdict().score();
        List<KindClassifier.Contribution> speaking = judged.verdict().contributions().stream()
                .filter(one -> one.amount() > SMALLEST)
                .limit(MOST)
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (KindClassifier.Contribution one : speaking) {
            double share = one.amount() / speaking.get(0).amount();
            judged.occurrence(one.triple())
                    .map(there -> new Finding(
                            there.box(), share * score, reasons(one, speaking, judged.verdict()), Optional.empty()))
                    .ifPresent(findings::add);
        }
        return new ScoredFrame(
                judged.frame(), score, FindingMap.of(findings, judged.frame().image()), findings);
    }

    /** The triple itself, the kind, and the other triples; surprises of triples are what they add to the log odds. */
    private List<AttributeDeviation> reasons(
            KindClassifier.Contribution own,
            List<KindClassifier.Contribution> speaking,
            KindClassifier.Verdict verdict) {
        List<AttributeDeviation> all = new ArrayList<>();
        all.add(deviation(own));
        all.add(kind(verdict));
        speaking.stream().filter(one -> one != own).map(this::deviation).forEach(all::add);
        return all;
    }

    private AttributeDeviation deviation(KindClassifier.Contribution one) {
        NormalRange range = normal.of(one.triple());
        return new AttributeDeviation(
                one.triple().toString(), "times a frame", one.perFrame(), range.low(), range.high(), one.amount());
    }

    private AttributeDeviation kind(KindClassifier.Verdict verdict) {
        NormalRange range = normal.kinds().get(kinds.indexOf(verdict.kind()) - 1);
        return new AttributeDeviation(
                "like '" + verdict.kind() + "'",
                "% sure",
                100 * verdict.probability(),
                100 * range.low(),
                100 * range.high(),
                Math.max(0, verdict.logOdds()));
    }
}
