package io.xvad.evaluation.drift;

import java.util.Locale;

/** What is watched of each image. */
public enum DriftQuantity {
    /** Mean luminance, in [0, 1]. */
    BRIGHTNESS(DriftCause.LIGHTING, "brightness", Scale.RATIO, 0.02),
    /** Standard deviation of luminance (RMS contrast, Peli 1990). */
    CONTRAST(DriftCause.LIGHTING, "contrast", Scale.RATIO, 0.02),
    /** Mean red less mean green, as a share of the sum of the three channels; 0 of grey images. */
    RED_LESS_GREEN(DriftCause.LIGHTING, "red less green", Scale.POINTS, 0.003),
    /** Mean blue less the mean of red and green, as a share of the sum of the three channels; 0 of grey images. */
    BLUE_LESS_YELLOW(DriftCause.LIGHTING, "blue less yellow", Scale.POINTS, 0.003),
    /** Logarithm of the energy of the Laplacian at half resolution over the variance of luminance: gain and offset leave it alone. */
    SHARPNESS(DriftCause.FOCUS, "sharpness", Scale.LOGARITHM, 0.05),
    /** Logarithm of the standard deviation of noise (Immerkær 1996) over mean luminance. */
    NOISE(DriftCause.NOISE, "noise", Scale.LOGARITHM, 0.05),
    /** Where what stands out from the median luminance has its centre, to the right of the middle, as a share of the longer side. */
    OBJECT_RIGHT(DriftCause.POSITION, "object to the right", Scale.SIDE, 0.005),
    /** The same below the middle. */
    OBJECT_DOWN(DriftCause.POSITION, "object downwards", Scale.SIDE, 0.005),
    /** Shift to the right against the mean normal image, as a share of the longer side. */
    SHIFT_RIGHT(DriftCause.POSITION, "shift to the right", Scale.SIDE, 0.005),
    /** Shift downwards against the mean normal image, as a share of the longer side. */
    SHIFT_DOWN(DriftCause.POSITION, "shift downwards", Scale.SIDE, 0.005),
    /** Rotation against the mean normal image, clockwise, in degrees, in [-90, 90). */
    ROTATION(DriftCause.POSITION, "rotation", Scale.DEGREES, 0.5),
    /** Logarithm of the size against the mean normal image. */
    SIZE(DriftCause.POSITION, "size", Scale.LOGARITHM, 0.005),
    /** The detector's score. */
    SCORE(DriftCause.SCORES, "score", Scale.VALUE, 0);

    /** How a change is told. */
    private enum Scale {
        /** In percent of what it was. */
        RATIO,
        /** Of a logarithm: in percent of what it was. */
        LOGARITHM,
        /** Of a share: in percentage points. */
        POINTS,
        /** Of a share of the longer side: in percent of it. */
        SIDE,
        /** In degrees. */
        DEGREES,
        /** From what to what. */
        VALUE
    }

    private final DriftCause cause;
    private final String words;
    private final Scale scale;
    private final double visible;

    DriftQuantity(DriftCause cause, String words, Scale scale, double visible) {
        this.cause = cause;
        this.words = words;
        this.scale = scale;
        this.visible = visible;
    }

    /** Whether a change is so large that people would see it: two hundredths of brightness, half a degree and the like. */
    boolean isVisible(double before, double now) {
        return Math.abs(now - before) >= visible * (scale == Scale.RATIO ? Math.abs(before) : 1);
    }

    /** What a change of it speaks for; less noise speaks for {@link DriftCause#FOCUS}. */
    DriftCause cause(boolean rose) {
        return this == NOISE && !rose ? DriftCause.FOCUS : cause;
    }

    /** What it is called. */
    public String words() {
        return words;
    }

    /** How it changed, such as {@code brightness +10.2 %}. */
    String change(double before, double now) {
        return switch (scale) {
            case RATIO ->
                before == 0
                        ? from(before, now)
                        : words + String.format(Locale.ROOT, " %+.1f %%", 100 * (now - before) / before);
            case LOGARITHM -> words + String.format(Locale.ROOT, " %+.1f %%", 100 * Math.expm1(now - before));
            case POINTS -> words + String.format(Locale.ROOT, " %+.2f percentage points", 100 * (now - before));
            case SIDE -> words + String.format(Locale.ROOT, " %+.2f %% of the longer side", 100 * (now - before));
            case DEGREES -> words + String.format(Locale.ROOT, " %+.2f degrees", now - before);
            case VALUE -> from(before, now);
        };
    }

    private String from(double before, double now) {
        return words + String.format(Locale.ROOT, " %.4g instead of %.4g", now, before);
    }
}
