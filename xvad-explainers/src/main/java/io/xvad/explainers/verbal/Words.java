package io.xvad.explainers.verbal;

import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.explain.AttributeDeviation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts measurements into words, and nothing else. */
final class Words {

    private static final double ELONGATED = 2.5;
    private static final double SPARSE = 0.45;

    private Words() {}

    static String decision(Detection detection, Optional<Calibration> calibration) {
        String score = number(detection.score());
        if (detection.verdict().threshold().isEmpty()) {
            return "Not decided: the detector was not calibrated. Score " + score + ".";
        }
        double threshold = detection.verdict().threshold().getAsDouble();
        String sentence =
                switch (detection.verdict().decision()) {
                    case ANOMALOUS -> "Anomalous: score " + score + " is above the threshold of " + number(threshold);
                    case NORMAL -> "Normal: score " + score + " is not above the threshold of " + number(threshold);
                    case UNDECIDED -> "Not decided: score " + score;
                };
        return sentence + calibration.map(c -> heldOut(detection, c)).orElse("") + ".";
    }

    private static String heldOut(Detection detection, Calibration calibration) {
        double[] normals = calibration.normalScores();
        long asHigh = Arrays.stream(normals)
                .filter(score -> score >= detection.score())
                .count();
        return String.format(
                Locale.ROOT,
                "; %s of %d held-out normal images scored as high (p = %.3f)",
                asHigh == 0 ? "none" : String.valueOf(asHigh),
                normals.length,
                calibration.pValue(detection.score()));
    }

    static String place(Region region, int regions, int height, int width) {
        String where = third(centre(region.box().y(), region.box().height()) / height, "upper", "middle", "lower") + " "
                + third(centre(region.box().x(), region.box().width()) / width, "left", "centre", "right");
        String place = where.equals("middle centre") ? "centre" : where;
        if (region.area() == 1) {
            return "The map is highest in the " + place + ", at row " + region.peakY() + ", column " + region.peakX()
                    + ".";
        }
        return String.format(
                Locale.ROOT,
                "%s in the %s, %d x %d pixels (%.1f %% of the image), %s.",
                regions == 1 ? "One region" : "The strongest of " + regions + " regions lies",
                place,
                region.box().width(),
                region.box().height(),
                100.0 * region.area() / ((double) height * width),
                shape(region));
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
            return "long and horizontal";
        }
        if (aspect <= 1 / ELONGATED) {
            return "long and vertical";
        }
        return filled < SPARSE ? "thin or ragged" : "compact";
    }

    static String difference(List<AttributeDeviation> deviations, String normals) {
        List<String> differences = new ArrayList<>();
        deviations.stream()
                .filter(deviation -> deviation.surprise() >= 1)
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .forEach(deviation -> differences.add(difference(deviation)));
        if (differences.isEmpty()) {
            return "In brightness, contrast and edges it lies within the range of " + normals + ".";
        }
        return "Compared with " + normals + " it is " + String.join(" and ", differences) + ".";
    }

    private static String difference(AttributeDeviation deviation) {
        Attribute attribute = Arrays.stream(Attribute.values())
                .filter(candidate -> candidate.label().equals(deviation.attribute()))
                .findFirst()
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s (%s %.2f, normal %.2f to %.2f)",
                attribute.word(deviation.observed() > deviation.normalHigh()),
                deviation.attribute(),
                deviation.observed(),
                deviation.normalLow(),
                deviation.normalHigh());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
