package io.xvad.evaluation.reason;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Verdict;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Reliance;
import io.xvad.core.explain.Statement;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.reason.AdmissibleReasons;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges the reasons that an explainer names, on images whose defects are known: how often the first is admissible for the kind of
 * defect, how often nothing is named, how often something is named of a normal image, and whether the normal version it shows is one.
 * Any explainer can be judged that gives {@link Reason}s; what else it gives, a counterfactual and how far it can be relied on, is
 * judged as well. Immutable; one run at a time is best, because seconds are measured.
 *
 * @param explainer names the reasons
 * @param request with which it explains
 * @param admissible which reasons are right
 * @param bootstrap how intervals of medians and means are made; its level is that of shares too
 */
public record ReasonBench(
        Explainer explainer, ExplainRequest request, AdmissibleReasons admissible, Bootstrap bootstrap) {

    /** An explainer with its default options, the reasons that are admissible as packaged, intervals of 95 %. */
    public static ReasonBench of(Explainer explainer) {
        return new ReasonBench(
                explainer, ExplainRequest.defaults(explainer), AdmissibleReasons.packaged(), Bootstrap.withDefaults());
    }

    /**
     * Judges the explanations of all images.
     *
     * @param fitted decides; without decisions nothing can be judged
     * @throws IllegalArgumentException if there is no image, or the detector lacks what the explainer needs
     * @throws io.xvad.core.XvadDataException if an image or mask cannot be read
     */
    public ReasonTable run(FittedDetector fitted, List<ReasonCase> cases, ProgressListener progress) {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("reasons are judged on at least one image, got none");
        }
        List<JudgedReasons> judged = new ArrayList<>();
        for (ReasonCase one : cases) {
            Cancellation.check();
            judged.add(judge(fitted, one));
            progress.progressed("reasons", judged.size(), cases.size());
        }
        return ReasonTable.of(
                fitted.provenance().detector(),
                fitted.capability(Reconstructs.class).isPresent(),
                judged,
                bootstrap);
    }

    /** The explanation of an image, as it was judged. */
    public Explanation explanation(FittedDetector fitted, Image image) {
        return explainer.explain(fitted, image, fitted.detect(image), request);
    }

    private JudgedReasons judge(FittedDetector fitted, ReasonCase one) {
        ReasonTruth truth = one.truth().get();
        Detection detection = fitted.detect(truth.image());
        CountingDetector counting = new CountingDetector(fitted);
        long start = request.nanoClock().getAsLong();
        Explanation explanation = explainer.explain(counting, truth.image(), detection, request);
        double seconds = (request.nanoClock().getAsLong() - start) / 1e9;
        Map<ReasonFigure, Double> figures = one.group() == ReasonGroup.NORMAL
                ? ReasonJudge.ofNormal(
                        fitted,
                        truth,
                        explanation,
                        explainer.explain(fitted, truth.image(), flagged(detection), request))
                : ReasonJudge.ofAnomalous(fitted, truth, admissible.of(one.kind()), explanation);
        if (detection.verdict().decision() == Decision.ANOMALOUS) {
            figures.put(ReasonFigure.SECONDS, seconds);
            figures.put(ReasonFigure.DETECTIONS, (double) counting.count().get());
        }
        return new JudgedReasons(
                one,
                explanation.evidence(Reason.class).toList(),
                explanation.evidence(Statement.class).map(Statement::text).toList(),
                explanation.evidence(Reliance.class).findFirst(),
                figures);
    }

    /** The same, as if the image had been found anomalous. */
    private static Detection flagged(Detection detection) {
        Verdict verdict = detection.verdict();
        return detection.with(
                new Verdict(Decision.ANOMALOUS, verdict.pValue(), verdict.threshold()),
                detection.maps(),
                detection.regions());
    }
}
