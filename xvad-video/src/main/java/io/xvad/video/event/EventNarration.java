package io.xvad.video.event;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells an event in a sentence: when, where, and which attributes were unusual, with the measured and the normal values. */
public final class EventNarration {

    private static final int MOST = 3;
    private static final int LEAST_SHARE = 5;
    private static final List<String> ROWS = List.of("upper", "middle", "lower");
    private static final List<String> COLUMNS = List.of("left", "centre", "right");

    private EventNarration() {}

    /** Describes an event in words, for example {@code 12.4-15.1 s, lower left: moves at 4.1 px/frame where 0.6-1.8 is normal here}. */
    public static String inWords(VideoEvent event) {
        return String.format(
                Locale.ROOT,
                "%.1f–%.1f s, %s: %s.",
                event.start(),
                event.end(),
                place(event.box(), event.peak().image()),
                what(event));
    }

    /** The ninth of an image in which the middle of a box lies, for example {@code lower left}. */
    public static String place(Box box, Image image) {
        int row = Math.min(2, 3 * (2 * box.y() + box.height()) / (2 * image.height()));
        int column = Math.min(2, 3 * (2 * box.x() + box.width()) / (2 * image.width()));
        return ROWS.get(row) + " " + COLUMNS.get(column);
    }

    private static String what(VideoEvent event) {
        String measured = noteworthy(event.attributes()).stream()
                .map(EventNarration::phrase)
                .collect(Collectors.joining("; "));
        return measured.isEmpty()
                ? String.format(
                        Locale.ROOT,
                        "unlike anything in the normal clips, score %.3g where %.3g is the limit",
                        event.peakScore(),
                        event.threshold())
                : measured;
    }

    /** The attributes outside their normal range that make up at least a fifth of all surprise, three at most. */
    public static List<AttributeDeviation> noteworthy(List<AttributeDeviation> attributes) {
        double all =
                attributes.stream().mapToDouble(AttributeDeviation::surprise).sum();
        return attributes.stream()
                .filter(one -> !one.isUsual() && one.surprise() >= all / LEAST_SHARE)
                .limit(MOST)
                .toList();
    }

    private static String phrase(AttributeDeviation one) {
        return switch (one.attribute()) {
            case "speed" -> "moves at " + range(one, "px/frame");
            case "heading" -> heading(one);
            case "stay" -> "has stayed for " + range(one, "s");
            case "velocity" -> one.unit().isEmpty() ? distance("moves", one) : "moves at " + range(one, one.unit());
            case "size" -> "is " + range(one, one.unit());
            case "place" ->
                String.format(
                        Locale.ROOT,
                        "is where normal things are not, %.2f frame heights from the nearest (normal up to %.2f)",
                        one.observed(),
                        one.normalHigh());
            case "crowding" ->
                String.format(
                        Locale.ROOT,
                        "has %.0f %% of its surroundings taken by others where %.0f–%.0f %% is normal here",
                        100 * one.observed(),
                        100 * one.normalLow(),
                        100 * one.normalHigh());
            case "colours" -> "is of " + range(one, "colours") + ", as if many were seen as one";
            case "appearance" -> distance("looks", one);
            case "pose" -> distance("holds itself", one);
            case "class" ->
                String.format(Locale.ROOT, "is a %s, as %.0f %% of normal things here are", one.unit(), one.observed());
            default -> one.attribute() + " " + range(one, one.unit());
        };
    }

    private static String distance(String does, AttributeDeviation one) {
        return String.format(
                Locale.ROOT,
                "%s unlike normal things (distance %.2f, normal up to %.2f)",
                does,
                one.observed(),
                one.normalHigh());
    }

    private static String heading(AttributeDeviation one) {
        return one.observed() == 0
                ? "heads where no normal thing here did"
                : String.format(Locale.ROOT, "heads where %.0f %% of normal things here do", 100 * one.observed());
    }

    private static String range(AttributeDeviation one, String unit) {
        return String.format(
                        Locale.ROOT,
                        "%s %s where %s–%s is normal here",
                        number(one.observed()),
                        unit,
                        number(one.normalLow()),
                        number(one.normalHigh()))
                .replace("  ", " ");
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 0.1 ? "%.1f" : "%.3g", value);
    }
}
