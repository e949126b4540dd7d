package io.xvad.explainers.reason;

import io.xvad.explainers.difference.Descriptor;
import io.xvad.explainers.difference.Quantity;

/** How much an effect surprises: against what a person hardly sees, and against what is usual among normal images. */
final class Surprise {

    /** A surprise above this is named where reasons were not calibrated. */
    static final double NAMED_FROM = 2;

    private static final double COLOUR_HARDLY_SEEN = 0.02;
    private static final double TEXTURE_HARDLY_SEEN = 0.014;
    private static final double ADDED = 0.6;
    private static final double MISSING = 0.75;
    private static final double CONTRAST = 0.8;
    private static final double BANDS = 1.2;
    private static final double SURFACE = 0.8;
    private static final double ELSEWHERE = 0.5;
    private static final double ORIENTATION = 0.65;
    private static final double BY_ANGLE = 0.7;

    private Surprise() {}

    /** What counts less, as something else that is so at the same time says more, or more, as nothing else explains it. */
    static double weight(Descriptor descriptor) {
        return switch (descriptor.quantity()) {
            case OBJECT -> descriptor.value() > 0 ? ADDED : MISSING;
            case CONTRAST -> CONTRAST;
            case SHARPNESS, TEXTURE -> BANDS;
            case SURFACE -> SURFACE;
            case ORIENTATION -> ORIENTATION;
            case WRONG_PLACE, REPETITION -> ELSEWHERE;
            default -> 1;
        };
    }

    /**
     * A surprise: a mean of how strong the effect is and how unusual its value, weighted by what is the surer of the two. Of shifts in
     * colour and of what moved the effect is; of bands of texture both are, as a normal version is usually less sharp than the image;
     * of edges their angle is more.
     *
     * @param effect in units of its scale, at least 0
     * @param deviation of the value from the normal median, in units of what is usual, at least 0
     */
    static double of(Descriptor descriptor, double effect, double deviation) {
        return weight(descriptor)
                * switch (descriptor.quantity()) {
                    case CONTRAST, SHARPNESS, TEXTURE -> Math.sqrt(effect * deviation);
                    case ORIENTATION -> Math.pow(deviation, BY_ANGLE) * Math.pow(effect, 1 - BY_ANGLE);
                    default -> effect;
                };
    }

    /** Whether the value of a quantity is told against the median of normal images, which depends on how images are restored. */
    static boolean isCentred(Quantity quantity) {
        return switch (quantity) {
            case CONTRAST, SHARPNESS, TEXTURE -> true;
            default -> false;
        };
    }

    /**
     * The scale of a quantity: between what a person hardly sees and what is usual among normal images. The more a quantity depends on how
     * well the normal version is registered, the more the usual effect counts.
     *
     * @param usual an effect that three in four normal images stay below
     */
    static double scale(Quantity quantity, double usual) {
        double least = leastScale(quantity);
        return usual <= least ? least : least * Math.pow(usual / least, trust(quantity));
    }

    private static double trust(Quantity quantity) {
        return switch (quantity) {
            case LIGHTNESS, RED_GREEN, YELLOW_BLUE, OBJECT -> 0.3;
            case CONTRAST, SHARPNESS, TEXTURE -> 0.7;
            case ORIENTATION, SURFACE -> 0.5;
            case DISPLACEMENT, WRONG_PLACE, REPETITION -> 1;
        };
    }

    /** The effect that a person hardly sees, in CIELAB divided by 100. */
    static double leastScale(Quantity quantity) {
        return switch (quantity) {
            case LIGHTNESS, RED_GREEN, YELLOW_BLUE, OBJECT -> COLOUR_HARDLY_SEEN;
            default -> TEXTURE_HARDLY_SEEN;
        };
    }
}
