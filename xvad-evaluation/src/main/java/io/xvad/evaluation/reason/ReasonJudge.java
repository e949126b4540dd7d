package io.xvad.evaluation.reason;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Reason;
import io.xvad.data.reason.AdmissibleRule;
import io.xvad.data.reason.ReasonVocabulary;
import io.xvad.explainers.reliance.MarkedPlace;
import io.xvad.metrics.explanation.reason.ChangedPixels;
import io.xvad.metrics.explanation.reason.RestoredRegion;
import io.xvad.metrics.explanation.reason.StatedPlace;
import io.xvad.metrics.explanation.reason.StatedSign;
import io.xvad.metrics.explanation.reason.StatedSize;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges one explanation by what is known of its image. It trusts no figure that the explanation itself gives: the normal version is
 * scored again. Reasons that nobody can see are no reasons here. Not thread-safe.
 */
final class ReasonJudge {

    private static final int FIRST_FEW = 3;

    private final FittedDetector fitted;
    private final ReasonTruth truth;
    private final Optional<AdmissibleRule> rule;
    private final Optional<StatedSign> sign;
    private final Map<ReasonFigure, Double> figures = new EnumMap<>(ReasonFigure.class);

    private ReasonJudge(FittedDetector fitted, ReasonTruth truth, Optional<AdmissibleRule> rule) {
        this.fitted = fitted;
        this.truth = truth;
        this.rule = rule;
        this.sign = truth.clean().flatMap(clean -> truth.mask().map(mask -> StatedSign.of(truth.image(), clean, mask)));
    }

    /** What an explanation of an image that is truly anomalous is worth. */
    static Map<ReasonFigure, Double> ofAnomalous(
            FittedDetector fitted, ReasonTruth truth, Optional<AdmissibleRule> rule, Explanation explanation) {
        ReasonJudge judge = new ReasonJudge(fitted, truth, rule);
        if (judge.flagged(explanation.detection())) {
            judge.named(visible(explanation));
            explanation
                    .evidence(Counterfactual.class)
                    .findFirst()
                    .ifPresentOrElse(found -> judge.normalVersion(found.normalVersion()), judge::noNormalVersion);
        }
        return judge.figures;
    }

    /**
     * What the explanation of a normal image is worth: whether it says anything.
     *
     * @param asFlagged the explanation there would be if the detector had found the image anomalous
     */
    static Map<ReasonFigure, Double> ofNormal(
            FittedDetector fitted, ReasonTruth truth, Explanation explanation, Explanation asFlagged) {
        ReasonJudge judge = new ReasonJudge(fitted, truth, Optional.empty());
        judge.flagged(explanation.detection());
        judge.put(ReasonFigure.SAID, !visible(explanation).isEmpty());
        judge.put(ReasonFigure.NAMED_IF_FLAGGED, !visible(asFlagged).isEmpty());
        return judge.figures;
    }

    private static List<Reason> visible(Explanation explanation) {
        return explanation
                .evidence(Reason.class)
                .filter(reason -> ReasonVocabulary.isVisible(reason.name()))
                .toList();
    }

    private boolean flagged(Detection detection) {
        boolean anomalous = detection.verdict().decision() == Decision.ANOMALOUS;
        put(ReasonFigure.FLAGGED, anomalous);
        return anomalous;
    }

    private void put(ReasonFigure figure, boolean value) {
        figures.put(figure, value ? 1.0 : 0.0);
    }

    private void named(List<Reason> reasons) {
        put(ReasonFigure.SAID, !reasons.isEmpty());
        put(ReasonFigure.EMPTY, reasons.isEmpty());
        Optional<Reason> first = reasons.stream().findFirst();
        rule.ifPresent(known -> {
            put(
                    ReasonFigure.FIRST,
                    first.filter(reason -> isRight(known, reason)).isPresent());
            put(ReasonFigure.FIRST_THREE, reasons.stream().limit(FIRST_FEW).anyMatch(reason -> isRight(known, reason)));
            put(
                    ReasonFigure.FIRST_NAME,
                    first.filter(known::admitsName).filter(this::hasNoWrongSign).isPresent());
        });
        first.flatMap(reason -> sign.flatMap(judge -> judge.isRight(reason)))
                .ifPresent(right -> put(ReasonFigure.SIGN, right));
        truth.mask().ifPresent(mask -> stated(first, mask));
    }

    private void stated(Optional<Reason> first, Mask mask) {
        first.ifPresent(reason -> {
            put(ReasonFigure.PLACE, StatedPlace.isRight(reason.place(), mask));
            put(ReasonFigure.SIZE, StatedSize.isRight(reason.place(), mask));
        });
        rule.ifPresent(known -> put(
                ReasonFigure.SENTENCE,
                first.filter(reason -> isRight(known, reason))
                        .filter(reason ->
                                StatedPlace.isRight(reason.place(), mask) && StatedSize.isRight(reason.place(), mask))
                        .isPresent()));
    }

    private boolean isRight(AdmissibleRule known, Reason reason) {
        return known.admits(reason) && hasNoWrongSign(reason);
    }

    private boolean hasNoWrongSign(Reason reason) {
        return sign.flatMap(judge -> judge.isRight(reason)).orElse(true);
    }

    private void noNormalVersion() {
        put(ReasonFigure.NORMAL_AGAIN, false);
        truth.mask().ifPresent(mask -> put(ReasonFigure.POINTS, false));
    }

    private void normalVersion(Image normal) {
        put(ReasonFigure.NORMAL_AGAIN, fitted.detect(normal).verdict().decision() == Decision.NORMAL);
        truth.mask().ifPresent(mask -> {
            Mask changed = ChangedPixels.atAll(truth.image(), normal);
            double area = mask.count();
            put(ReasonFigure.POINTS, MarkedPlace.of(truth.image(), normal).pointsAt(mask));
            figures.put(ReasonFigure.CHANGED_AT_ALL, changed.count() / area);
            figures.put(
                    ReasonFigure.CHANGED,
                    ChangedPixels.plainly(truth.image(), normal).count() / area);
            truth.clean().ifPresent(clean -> restored(normal, clean, mask.or(changed)));
        });
    }

    private void restored(Image normal, Image clean, Mask region) {
        RestoredRegion restored = RestoredRegion.of(normal, clean, region);
        figures.put(ReasonFigure.PSNR, restored.psnr());
        figures.put(ReasonFigure.SSIM, restored.ssim());
        fitted.capability(Reconstructs.class).ifPresent(detector -> {
            RestoredRegion nearest = RestoredRegion.of(detector.reconstruct(truth.image()), clean, region);
            figures.put(ReasonFigure.PSNR_GAIN, restored.psnr() - nearest.psnr());
            figures.put(ReasonFigure.SSIM_GAIN, restored.ssim() - nearest.ssim());
        });
    }
}
