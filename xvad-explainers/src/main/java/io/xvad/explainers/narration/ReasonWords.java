package io.xvad.explainers.narration;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Reason;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.difference.Displacement;
import io.xvad.explainers.difference.Quantity;
import io.xvad.explainers.difference.Shape;
import java.util.List;
import java.util.Set;

/** Puts a reason into words: what it looks like, how large, where, and by how much it differs from what is normal there. */
final class ReasonWords {

    private static final Set<String> LOGARITHMS =
            Set.of(Quantity.CONTRAST.label(), Quantity.SHARPNESS.label(), Quantity.TEXTURE.label());
    private static final Set<String> COLOURS = Set.of(Quantity.RED_GREEN.label(), Quantity.YELLOW_BLUE.label());
    private static final Set<String> SHARES = Set.of(Quantity.OBJECT.label(), Quantity.SURFACE.label());
    private static final Set<String> LENGTHS = Set.of(Quantity.DISPLACEMENT.label(), Quantity.ORIENTATION.label());
    private static final double SAME_WAY = 0.5;
    private static final double CENTIMAL = 100;

    private final Words words;
    private final Difference difference;

    ReasonWords(Words words, Difference difference) {
        this.words = words;
        this.difference = difference;
    }

    /** The first reason: what, how large, where and by how much. */
    String first(Reason reason, String where) {
        Shape shape = difference.shape().orElseThrow();
        String what = words.say(
                "what." + reason.name(),
                reason.qualifiers().contains("thin") ? words.say("thin") : "",
                words.say("noun." + noun(reason)));
        return words.say("reason.first", what, size(reason, shape), where, borders(reason), measure(reason));
    }

    /** A further reason, of the same place. */
    String further(Reason reason) {
        return words.say("reason.further", measure(reason));
    }

    private static String noun(Reason reason) {
        List<String> qualifiers = reason.qualifiers();
        if (qualifiers.contains("long")) {
            return qualifiers.contains("thin") ? "line" : "streak";
        }
        return qualifiers.contains("small") ? "spot" : "area";
    }

    private String size(Reason reason, Shape shape) {
        String pieces = shape.pieces() > 1 ? words.say("size.pieces", String.valueOf(shape.pieces())) : "";
        if (reason.qualifiers().contains("long")) {
            return words.say(
                            "size.long",
                            words.number("%.0f", shape.length()),
                            words.number("%.0f", shape.thickness()),
                            words.number("%.0f", shape.direction()))
                    + pieces;
        }
        return words.say(
                        "size.box",
                        String.valueOf(reason.place().box().width()),
                        String.valueOf(reason.place().box().height()))
                + pieces;
    }

    private String borders(Reason reason) {
        return reason.qualifiers().contains("at-border") ? words.say("at-border") : "";
    }

    private String measure(Reason reason) {
        AttributeDeviation measured = reason.measurements().get(0);
        double varies = measured.observed() < 0 ? measured.normalLow() : measured.normalHigh();
        String size = words.say("measure." + reason.name(), number(measured, measured.observed()), direction(measured));
        boolean unusual = measured.observed() < measured.normalLow() || measured.observed() > measured.normalHigh();
        return reason.pValue() < 1 && unusual
                ? words.say("measure.calibrated", size, words.say("varies." + kind(measured), number(measured, varies)))
                : size;
    }

    /** In which form the variation of a quantity is told. */
    private static String kind(AttributeDeviation measured) {
        return LOGARITHMS.contains(measured.attribute()) ? "factor" : "by";
    }

    private String number(AttributeDeviation measured, double value) {
        String attribute = measured.attribute();
        double size = Math.abs(value);
        if (LOGARITHMS.contains(attribute)) {
            double factor = Math.pow(2, size);
            return words.number(factor < 10 ? "%.1f" : "%.0f", factor);
        }
        if (COLOURS.contains(attribute)) {
            return words.number("%.0f", CENTIMAL * size);
        }
        if (SHARES.contains(attribute)) {
            return words.number("%.0f", CENTIMAL * size) + " %";
        }
        return words.number(LENGTHS.contains(attribute) ? "%.0f" : "%.2f", size);
    }

    /** Which way content moved; how, where it did not all move the same way. */
    private String direction(AttributeDeviation measured) {
        if (!measured.attribute().equals(Quantity.DISPLACEMENT.label())) {
            return "";
        }
        Displacement displacement = difference.displacement().orElseThrow();
        double together = Math.hypot(displacement.right(), displacement.down());
        if (together < SAME_WAY * displacement.distance()) {
            return words.say("moved.deformed");
        }
        long eighth = Math.floorMod(
                Math.round(Math.toDegrees(Math.atan2(-displacement.down(), displacement.right())) / 45), 8L);
        return words.say("moved." + 45 * eighth);
    }
}
