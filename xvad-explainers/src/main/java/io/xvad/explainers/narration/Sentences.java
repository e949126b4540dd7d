package io.xvad.explainers.narration;

import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.NearestNormal;
import io.xvad.explainers.attribute.Attribute;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** Formats measurements as sentences of one language. */
final class Sentences {

    private static final double ELONGATED = 2.5;
    private static final double SPARSE = 0.45;
    private static final double NOTABLE = 4;
    private static final int FEATURES = 3;

    private final Locale locale;
    private final ResourceBundle bundle;

    /** The sentences of a language; English is {@link Locale#ROOT}. */
    Sentences(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle("io.xvad.explainers.narration.sentences", locale);
    }

    private String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    private String number(String format, double value) {
        return String.format(locale, format, value);
    }

    String decision(Detection detection, Optional<Calibration> calibration) {
        String score = number("%.4g", detection.score());
        if (detection.verdict().threshold().isEmpty()) {
            return say("decision.uncalibrated", score);
        }
        String threshold = number("%.4g", detection.verdict().threshold().getAsDouble());
        String decision = detection.verdict().decision().name().toLowerCase(Locale.ROOT);
        return say(
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
        return say(
                "heldout",
                asHigh == 0 ? bundle.getString("none") : String.valueOf(asHigh),
                String.valueOf(normals.length),
                number("%.3f", calibration.pValue(detection.score())));
    }

    String place(Region region, int regions, int height, int width) {
        String where = bundle.getString("where."
                + third(centre(region.box().y(), region.box().height()) / height, "upper", "middle", "lower")
                + third(centre(region.box().x(), region.box().width()) / width, "-left", "-centre", "-right"));
        if (region.area() == 1) {
            return say("place.pixel", where, String.valueOf(region.peakY()), String.valueOf(region.peakX()));
        }
        return say(
                regions == 1 ? "place.one" : "place.several",
                where,
                String.valueOf(region.box().width()),
                String.valueOf(region.box().height()),
                number("%.1f", 100.0 * region.area() / ((double) height * width)),
                bundle.getString("shape." + shape(region)),
                String.valueOf(regions));
    }

    private static double centre(int start, int size) {
        return start + size / 2.0;
    }

    private static String third(double share, String first, String second, String last) {
        return share < 1 / 3.0 ? first : share < 2 / 3.0 ? second : last;
    }

    private static String shape(Region region) {
        double aspect = region.box().width() / (double) region.box().height();
        double filled = region.area() / (double) region.box().area();
        if (aspect >= ELONGATED) {
            return "horizontal";
        }
        if (aspect <= 1 / ELONGATED) {
            return "vertical";
        }
        return filled < SPARSE ? "ragged" : "compact";
    }

    String nearest(NearestNormal nearest) {
        return say(
                "nearest",
                nearest.patches().get(0).sampleId(),
                number("%.3g", nearest.patches().get(0).distance()));
    }

    String againstPatches(int patches, List<AttributeDeviation> deviations) {
        return difference(say("against.patches", String.valueOf(patches)), deviations);
    }

    String againstSurroundings(List<AttributeDeviation> deviations) {
        return difference(bundle.getString("against.surroundings"), deviations);
    }

    private String difference(String normals, List<AttributeDeviation> deviations) {
        List<String> differences = deviations.stream()
                .filter(deviation -> deviation.surprise() >= NOTABLE)
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .map(this::difference)
                .toList();
        return differences.isEmpty()
                ? say("difference.none", normals)
                : say("difference.some", normals, String.join(bundle.getString("and"), differences));
    }

    private String difference(AttributeDeviation deviation) {
        Attribute attribute = Arrays.stream(Attribute.values())
                .filter(candidate -> candidate.label().equals(deviation.attribute()))
                .findFirst()
                .orElseThrow();
        String key = attribute.label().replace(' ', '-');
        double mean = (deviation.normalLow() + deviation.normalHigh()) / 2;
        return say(
                "difference.one",
                bundle.getString(key + (deviation.observed() > mean ? ".more" : ".less")),
                bundle.getString(key),
                number("%.2f", deviation.observed()),
                number("%.2f", deviation.normalLow()),
                number("%.2f", deviation.normalHigh()));
    }

    /** The first few, most surprising first. */
    String features(List<AttributeDeviation> deviations) {
        List<String> features = deviations.stream()
                .limit(FEATURES)
                .map(deviation -> say(
                        "feature",
                        deviation.attribute(),
                        number("%.3g", deviation.observed()),
                        number("%.3g", deviation.normalLow()),
                        number("%.3g", deviation.normalHigh())))
                .toList();
        return say("features", String.join("; ", features));
    }

    /** The sentence on a counterfactual: what it changes and how the score falls. */
    String counterfactual(Counterfactual counterfactual, Detection detection) {
        int changed = 0;
        for (float value : counterfactual.difference().toArray()) {
            changed += value > 0 ? 1 : 0;
        }
        double share = 100.0
                * changed
                / ((double) counterfactual.difference().height()
                        * counterfactual.difference().width());
        boolean falls = counterfactual.scoreAfter() < counterfactual.scoreBefore();
        boolean normal = falls
                && detection.verdict().threshold().isPresent()
                && counterfactual.scoreAfter()
                        <= detection.verdict().threshold().getAsDouble();
        boolean undecided = falls && detection.verdict().threshold().isEmpty();
        return say(
                "counterfactual." + (normal ? "normal" : undecided ? "half" : "never"),
                number("%.1f", share),
                number("%.4g", counterfactual.scoreBefore()),
                number("%.4g", counterfactual.scoreAfter()));
    }
}
