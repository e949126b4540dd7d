package io.xvad.video.detectors.attributes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which distances of normal objects have the surprises 0 and 1. */
enum ScaleEnds {
    /** The median, and what one normal object in two hundred reaches: as many attributes may be usual at once. */
    MEDIAN {
        @Override
        double usual(double[] sorted) {
            return sorted[sorted.length / 2];
        }

        @Override
        double rare(double[] sorted, AttributeKind kind) {
            return sorted[(int) Math.min(sorted.length - 1.0, Math.floor(RARE * sorted.length))];
        }

        @Override
        double least(double usual, double least) {
            return least + 0.1 * Math.abs(usual);
        }
    },
    /**
     * The least, and the greatest of appearance or the 99.9th percentile of anything else, between values as numpy has it: the calibration
     * of AI-VAD (Reiss and Hoshen 2022), in which what is below the least is below 0 while here it is 0.
     */
    RANGE {
        @Override
        double usual(double[] sorted) {
            return sorted[0];
        }

        @Override
        double rare(double[] sorted, AttributeKind kind) {
            return kind == AttributeKind.APPEARANCE ? sorted[sorted.length - 1] : percentile(sorted, GREATEST);
        }

        @Override
        double least(double usual, double least) {
            return least;
        }
    };

    private static final double RARE = 0.995;
    private static final double GREATEST = 0.999;

    /** What it is called in options. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ScaleEnds::word).toList();
    }

    static ScaleEnds named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * The scale of the distances of normal objects.
     *
     * @param distances at least one
     * @param least difference between its ends, if all are about the same
     */
    SurpriseScales.Scale of(List<Double> distances, AttributeKind kind, double least) {
        double[] sorted =
                distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double usual = usual(sorted);
        return new SurpriseScales.Scale(usual, Math.max(rare(sorted, kind), usual + least(usual, least)));
    }

    abstract double usual(double[] sorted);

    abstract double rare(double[] sorted, AttributeKind kind);

    abstract double least(double usual, double least);

    private static double percentile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
