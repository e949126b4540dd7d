package io.xvad.explainers.reason;

import io.xvad.explainers.difference.Descriptor;
import io.xvad.explainers.difference.Quantity;
import java.util.EnumMap;
import java.util.Map;

/** What counts as a surprise where nothing else is known: effects, in CIELAB divided by 100, that a person hardly sees. */
final class Surprise {

    private static final double HARDLY_SEEN = 0.02;
    private static final double ADDED = 0.6;
    private static final double MISSING = 0.9;
    private static final double CONTRAST = 0.7;
    private static final double SURFACE = 0.7;
    private static final double ORIENTATION = 0.9;
    private static final Map<Quantity, Double> LEAST = new EnumMap<>(Quantity.class);

    static {
        for (Quantity quantity : Quantity.values()) {
            LEAST.put(quantity, HARDLY_SEEN);
        }
    }

    /** A surprise above this is named where reasons were not calibrated. */
    static final double NAMED_FROM = 2;

    private Surprise() {}

    /** What is less to say than something else that is so at the same time. */
    static double weight(Descriptor descriptor) {
        return switch (descriptor.quantity()) {
            case OBJECT -> descriptor.value() > 0 ? ADDED : MISSING;
            case CONTRAST -> CONTRAST;
            case SURFACE -> SURFACE;
            case ORIENTATION -> ORIENTATION;
            default -> 1;
        };
    }

    /**
     * The scale of a quantity: between what a person hardly sees and what is usual among normal images, as few of them tell what is usual.
     *
     * @param usual an effect that three in four normal images stay below
     */
    static double scale(Quantity quantity, double usual) {
        double least = leastScale(quantity);
        return Math.max(least, Math.sqrt(least * usual));
    }

    /** The least effect that is taken for the scale of a quantity. */
    static double leastScale(Quantity quantity) {
        return LEAST.getOrDefault(quantity, HARDLY_SEEN);
    }
}
