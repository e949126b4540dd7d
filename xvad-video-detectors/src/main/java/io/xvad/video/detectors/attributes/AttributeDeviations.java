package io.xvad.video.detectors.attributes;

import io.xvad.core.explain.AttributeDeviation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Tells what was measured of an object and what is normal at its place. The surprises of all attributes add up to the score of the
 * object.
 *
 * @param distances from normal objects
 * @param scales that make surprises of them
 */
record AttributeDeviations(AttributeDistances distances, SurpriseScales scales) {

    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;
    private static final double STILL = 0.25;
    private static final double ALIKE = Math.PI / 4;

    /** Only of what is known of the object. */
    List<AttributeDeviation> of(Observation object, int[] around, Map<AttributeKind, Double> measured) {
        Map<AttributeKind, Double> found = scales.of(measured);
        List<AttributeDeviation> deviations = new ArrayList<>();
        deviations.add(place(object, around, part(found, AttributeKind.PLACE)));
        if (object.hasVelocity()) {
            int[] moving = only(around, Observation::hasVelocity);
            deviations.add(
                    told("speed", "px/frame", object, moving, Observation::speed, part(found, AttributeKind.SPEED)));
            if (object.hasHeading()) {
                deviations.add(heading(object, moving, part(found, AttributeKind.HEADING)));
            }
        }
        if (object.hasStay()) {
            deviations.add(told(
                    "stay",
                    "s",
                    object,
                    only(around, Observation::whole),
                    one -> stay(one, object),
                    part(found, AttributeKind.STAY)));
        }
        if (object.whole()) {
            deviations.addAll(ofWhole(object, only(around, Observation::whole), found));
        }
        deviations.add(global("appearance", AttributeKind.APPEARANCE, measured, found));
        if (object.pose().length > 0) {
            deviations.add(global("pose", AttributeKind.POSE, measured, found));
        }
        return AttributeOrder.ordered(deviations);
    }

    private int[] only(int[] around, Predicate<Observation> counted) {
        return Arrays.stream(around)
                .filter(i -> counted.test(distances.bank().observation(i)))
                .toArray();
    }

    private List<AttributeDeviation> ofWhole(Observation object, int[] around, Map<AttributeKind, Double> found) {
        return List.of(
                told("size", "px", object, around, AttributeDeviations::side, part(found, AttributeKind.SIZE)),
                told("crowding", "share", object, around, Observation::crowding, part(found, AttributeKind.CROWDING)),
                told("colours", "", object, around, Observation::colours, part(found, AttributeKind.COLOURS)));
    }

    /** A normal object that stayed for longer than could be seen makes any stay normal. */
    private static double stay(Observation one, Observation object) {
        return one.stay() == Observation.LONGER ? object.stay() : one.stay();
    }

    private static double part(Map<AttributeKind, Double> found, AttributeKind part) {
        return found.getOrDefault(part, 0.0);
    }

    /** Side of a square of the same area. */
    private static double side(Observation object) {
        return Math.sqrt(object.box().area());
    }

    private AttributeDeviation place(Observation object, int[] around, double surprise) {
        return new AttributeDeviation(
                "place",
                "frame heights from where normal things were",
                distances.away(object, around),
                0,
                scales.away(),
                surprise);
    }

    /** The deviation of an attribute that is compared with that of normal objects anywhere. */
    private AttributeDeviation global(
            String name, AttributeKind part, Map<AttributeKind, Double> measured, Map<AttributeKind, Double> found) {
        double rare = scales.scale(part).rare();
        return new AttributeDeviation(name, "", part(measured, part), 0, rare, part(found, part));
    }

    private AttributeDeviation told(
            String name,
            String unit,
            Observation object,
            int[] around,
            ToDoubleFunction<Observation> measure,
            double surprise) {
        double observed = measure.applyAsDouble(object);
        double[] normal = Arrays.stream(around)
                .mapToDouble(i -> measure.applyAsDouble(distances.bank().observation(i)))
                .sorted()
                .toArray();
        return normal.length == 0
                ? new AttributeDeviation(name, unit, observed, observed, observed, surprise)
                : new AttributeDeviation(name, unit, observed, quantile(normal, LOW), quantile(normal, HIGH), surprise);
    }

    /** The share of normal objects at its place that move within 45 degrees of its direction. */
    private AttributeDeviation heading(Observation object, int[] around, double surprise) {
        double[] headings = Arrays.stream(around)
                .mapToObj(i -> distances.bank().observation(i))
                .filter(one -> one.speed() > STILL)
                .mapToDouble(Observation::heading)
                .toArray();
        double[] normal = Arrays.stream(headings)
                .map(one -> alike(one, headings))
                .sorted()
                .toArray();
        double low = normal.length == 0 ? 0 : quantile(normal, LOW);
        return new AttributeDeviation(
                "heading",
                "share of normal things here with this heading",
                alike(object.heading(), headings),
                low,
                1,
                surprise);
    }

    private static double alike(double heading, double[] headings) {
        return Arrays.stream(headings)
                .map(one -> angle(one, heading) <= ALIKE ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double angle(double one, double other) {
        double difference = Math.abs(one - other);
        return Math.min(difference, 2 * Math.PI - difference);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
