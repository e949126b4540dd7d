package io.xvad.explainers.narration;

import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.RuleTrace;
import io.xvad.explainers.restoration.Restoration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Formats what was decided, where, and what would make it normal as sentences of one language. */
final class Sentences {

    private static final int FEATURES = 3;

    private final Words words;

    Sentences(Words words) {
        this.words = words;
    }

    String decision(Detection detection, Optional<Calibration> calibration) {
        String score = words.number("%.4g", detection.score());
        if (detection.verdict().threshold().isEmpty()) {
            return words.say("decision.uncalibrated", score);
        }
        String threshold = words.number("%.4g", detection.verdict().threshold().getAsDouble());
        String decision = detection.verdict().decision().name().toLowerCase(Locale.ROOT);
        return words.say(
                "decision." + decision,
                score,
                threshold,
                calibration.map(known -> heldOut(detection, known)).orElse(""));
    }

    private String heldOut(Detection detection, Calibration calibration) {
        double[] normals = calibration.normalScores();
        long asHigh = Arrays.stream(normals)
                .filter(score -> score >= detection.score())
                .count();
        return words.say(
                "heldout",
                asHigh == 0 ? words.say("none") : String.valueOf(asHigh),
                String.valueOf(normals.length),
                words.number("%.3f", calibration.pValue(detection.score())));
    }

    /** Where a region is found; one of a pixel is where the map peaks. */
    String place(Region region, int regions, int height, int width) {
        String where = where(region, height, width);
        if (region.area() == 1) {
            return words.say("place.pixel", where, String.valueOf(region.peakY()), String.valueOf(region.peakX()));
        }
        return words.say(
                regions == 1 ? "place.one" : "place.several",
                where,
                String.valueOf(region.box().width()),
                String.valueOf(region.box().height()),
                words.number("%.1f", 100.0 * region.area() / ((double) height * width)),
                String.valueOf(regions));
    }

    /** In which ninth of an image the centre of a region lies. */
    private String where(Region region, int height, int width) {
        double centreY = region.box().y() + region.box().height() / 2.0;
        double centreX = region.box().x() + region.box().width() / 2.0;
        return ninth(centreY / height, centreX / width);
    }

    /** In which ninth of an image the peak of a region lies, which is a place of it even if the region is in several pieces. */
    String around(Region region, int height, int width) {
        return ninth((region.peakY() + 0.5) / height, (region.peakX() + 0.5) / width);
    }

    private String ninth(double down, double across) {
        return words.say(
                "where." + third(down, "upper", "middle", "lower") + third(across, "-left", "-centre", "-right"));
    }

    private static String third(double share, String first, String second, String last) {
        return share < 1 / 3.0 ? first : share < 2 / 3.0 ? second : last;
    }

    String nearest(NearestNormal nearest) {
        return words.say(
                "nearest",
                nearest.patches().get(0).sampleId(),
                words.number("%.3g", nearest.patches().get(0).distance()));
    }

    /** That nothing was found that a person could see. */
    String nothingVisible() {
        return words.say("reason.none");
    }

    /** A rule that is broken, with what was measured and what is allowed, in the detector's own words. */
    String broken(RuleTrace rule) {
        return words.say("rule.broken", rule.rule(), String.join("; ", rule.facts()));
    }

    /** The first few, most surprising first. */
    String features(List<AttributeDeviation> deviations) {
        List<String> features = deviations.stream()
                .limit(FEATURES)
                .map(deviation -> words.say(
                        "feature",
                        deviation.attribute(),
                        words.number("%.3g", deviation.observed()),
                        words.number("%.3g", deviation.normalLow()),
                        words.number("%.3g", deviation.normalHigh())))
                .toList();
        return words.say("features", String.join("; ", features));
    }

    /** What was changed to make an image normal, and how the score falls. */
    String restored(Restoration restoration) {
        double share = 100.0
                * restoration.region().count()
                / ((double) restoration.region().height() * restoration.region().width());
        boolean falls = restoration.scoreAfter() < restoration.scoreBefore();
        boolean undecided = falls && restoration.threshold().isEmpty();
        return words.say(
                "restored." + (restoration.isNormal() ? "normal" : undecided ? "undecided" : "never"),
                words.number(share < 10 ? "%.1f" : "%.0f", share),
                words.number("%.4g", restoration.scoreBefore()),
                words.number("%.4g", restoration.scoreAfter()));
    }
}
