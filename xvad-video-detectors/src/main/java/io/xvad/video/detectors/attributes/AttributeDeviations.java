package io.xvad.video.detectors.attributes;

import io.xvad.core.explain.AttributeDeviation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Says what was measured of a thing and what is normal at its place. The surprises of all attributes add up to the thing's
 * score.
 */
record AttributeDeviations(AttributeDistances densities, SurpriseScales surprises) {

    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;
    private static final double STILL = 0.25;
    private static final double ALIKE = Math.PI / 4;

    List<AttributeDeviation> of(Observation seen, int[] around, Map<AttributeKind, Double> distances) {
        Map<AttributeKind, Double> found = surprises.of(distances);
        int[] clear = Arrays.stream(around)
                .filter(i -> densities.bank().observation(i).isClear())
                .toArray();
        Stream<AttributeDeviation> always = Stream.of(
                place(seen, around, part(found, AttributeKind.PLACE)),
                measured(
                        "speed",
                        "px/frame",
                        seen,
                        clear.length == 0 ? around : clear,
                        Observation::speed,
                        part(found, AttributeKind.SPEED)),
                heading(seen, clear, part(found, AttributeKind.HEADING)),
                measured("stay", "s", seen, around, one -> stay(one, seen), part(found, AttributeKind.STAY)),
                measured("size", "px", seen, around, AttributeDeviations::side, part(found, AttributeKind.SIZE)),
                measured("crowding", "share", seen, around, Observation::crowding, part(found, AttributeKind.CROWDING)),
                measured("colours", "", seen, around, Observation::colours, part(found, AttributeKind.COLOURS)),
                global("appearance", AttributeKind.APPEARANCE, distances, found));
        Stream<AttributeDeviation> posed =
                seen.pose().length > 0 ? Stream.of(global("pose", AttributeKind.POSE, distances, found)) : Stream.empty();
        return AttributeOrder.ordered(Stream.concat(always, posed).toList());
    }

    /** A normal thing that stayed for longer than could be seen makes any stay normal. */
    private static double stay(Observation one, Observation seen) {
        return one.stay() == Observation.LONGER ? seen.stay() : one.stay();
    }

    private static double part(Map<AttributeKind, Double> found, AttributeKind part) {
        return found.getOrDefault(part, 0.0);
    }

    /** Side of a square as large. */
    private static double side(Observation seen) {
        return Math.sqrt(seen.box().area());
    }

    private AttributeDeviation place(Observation seen, int[] around, double surprise) {
        return new AttributeDeviation(
                "place",
                "frame heights from where normal things were",
                densities.away(seen, around),
                0,
                surprises.away(),
                surprise);
    }

    /** Of an attribute that is compared with that of normal things anywhere. */
    private AttributeDeviation global(String name, AttributeKind part, Map<AttributeKind, Double> distances, Map<AttributeKind, Double> found) {
        double rare = surprises.scale(part).rare();
        return new AttributeDeviation(name, "", part(distances, part), 0, rare, part(found, part));
    }

    private AttributeDeviation measured(
            String name,
            String unit,
            Observation seen,
            int[] around,
            ToDoubleFunction<Observation> measure,
            double surprise) {
        double[] normal = Arrays.stream(around)
                .mapToDouble(i -> measure.applyAsDouble(densities.bank().observation(i)))
                .sorted()
                .toArray();
        return new AttributeDeviation(
                name, unit, measure.applyAsDouble(seen), quantile(normal, LOW), quantile(normal, HIGH), surprise);
    }

    /** The share of normal things at its place that move within 45 degrees of its direction. */
    private AttributeDeviation heading(Observation seen, int[] around, double surprise) {
        double[] headings = Arrays.stream(around)
                .mapToObj(i -> densities.bank().observation(i))
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
                alike(seen.heading(), headings),
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
