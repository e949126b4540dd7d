package io.xvad.explainers.narration;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.option.Options;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.nearest.NearestNormalExplainer;
import io.xvad.explainers.nearest.TopRegions;
import io.xvad.explainers.reason.ReasonCalibration;
import io.xvad.explainers.reason.Reasons;
import io.xvad.explainers.reliance.RelianceModel;
import io.xvad.explainers.reliance.RelianceSentence;
import io.xvad.explainers.restoration.AbsoluteDifference;
import io.xvad.explainers.restoration.Restoration;
import java.util.List;

/** Tells of one image where and how it differs, sentence by sentence. Not thread-safe. */
final class Telling {

    private static final int PATCHES = 3;

    private final FittedDetector fitted;
    private final Image image;
    private final Detection detection;
    private final Words words;
    private final Sentences sentences;
    private final Narration narration;

    Telling(FittedDetector fitted, Image image, Detection detection, Words words, Narration narration) {
        this.fitted = fitted;
        this.image = image;
        this.detection = detection;
        this.words = words;
        this.sentences = new Sentences(words);
        this.narration = narration;
    }

    void tell(Options options) {
        boolean normal = detection.verdict().decision() == Decision.NORMAL;
        TopRegions.of(detection, 1).forEach(region -> {
            if (normal) {
                place(region);
            } else {
                region(region, options);
            }
        });
        if (!normal) {
            fitted.capability(ChecksRules.class).ifPresent(this::rules);
            fitted.capability(HasAttributes.class).ifPresent(this::features);
        }
    }

    private void region(Region region, Options options) {
        if (detection.hasMaps() && fitted.capability(Reconstructs.class).isPresent()) {
            restored(region, options);
        } else {
            place(region);
        }
        fitted.capability(RemembersNormals.class).ifPresent(memory -> {
            NearestNormal nearest = NearestNormalExplainer.at(memory, image, region, PATCHES);
            narration.say(sentences.nearest(nearest), List.of(nearest));
        });
    }

    private void place(Region region) {
        narration.say(sentences.place(region, detection.regions().size(), image.height(), image.width()), List.of());
    }

    private void restored(Region region, Options options) {
        Restoration restoration = Restoration.of(fitted, image, detection);
        Difference difference = Difference.of(restoration);
        List<Reason> reasons =
                Reasons.of(difference, fitted.capability(ReasonCalibration.class), options.get(VerbalExplainer.RATE));
        if (reasons.isEmpty()) {
            place(region);
            Reason unseen = Reasons.unseen(region, detection);
            narration.say(sentences.nothingVisible(), List.of(unseen));
        } else {
            reasons(difference, reasons.subList(0, Math.min(reasons.size(), options.get(VerbalExplainer.REASONS))));
        }
        narration.say(sentences.restored(restoration), List.of(counterfactual(restoration)));
        RelianceModel.of(fitted, detection, restoration)
                .ifPresent(reliance -> narration.say(RelianceSentence.of(reliance, words.locale()), List.of(reliance)));
    }

    private void reasons(Difference difference, List<Reason> reasons) {
        ReasonWords told = new ReasonWords(words, difference);
        Reason first = reasons.get(0);
        String where = sentences.around(first.place(), image.height(), image.width());
        narration.say(told.first(first, where), List.of(first));
        reasons.stream().skip(1).forEach(reason -> narration.say(told.further(reason), List.of(reason)));
    }

    private static Counterfactual counterfactual(Restoration restoration) {
        return new Counterfactual(
                restoration.normal(),
                AbsoluteDifference.of(restoration.image(), restoration.normal()),
                restoration.scoreBefore(),
                restoration.scoreAfter());
    }

    private void rules(ChecksRules checked) {
        checked.rules(image).stream()
                .filter(RuleTrace::violated)
                .forEach(broken -> narration.say(sentences.broken(broken), List.of(broken)));
    }

    private void features(HasAttributes measured) {
        List<AttributeDeviation> deviations =
                measured.attributes(image).stream().limit(10).toList();
        narration.say(sentences.features(deviations), deviations);
    }
}
