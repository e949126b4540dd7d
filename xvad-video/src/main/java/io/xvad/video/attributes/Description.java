package io.xvad.video.attributes;

import io.xvad.core.explain.AttributeDeviation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Says what was measured of a thing and what is normal at its place. The surprises of all attributes add up to the thing's
 * score: that of velocity is divided between speed and heading by how much of the distance to the nearest normal velocity is
 * left when both are made equally fast.
 */
record Description(Densities densities, Surprises surprises) {

    private static final double LOW = 0.01;
    private static final double HIGH = 0.99;
    private static final double STILL = 0.25;
    private static final double ALIKE = Math.PI / 4;

    List<AttributeDeviation> of(Observation seen, int[] around, Map<Part, Double> distances) {
        Map<Part, Double> found = surprises.of(distances);
        double velocity = found.getOrDefault(Part.VELOCITY, 0.0);
        double turned = turned(seen, around);
        return Stream.of(
                        place(distances, found),
                        measured("speed", "px/frame", seen, around, Observation::speed, velocity * (1 - turned)),
                        heading(seen, around, velocity * turned),
                        measured("stay", "s", seen, around, Observation::stay, part(found, Part.STAY)),
                        measured("size", "px", seen, around, Description::side, part(found, Part.SIZE)),
                        measured("crowding", "share", seen, around, Observation::crowding, part(found, Part.CROWDING)),
                        appearance(distances, found))
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .toList();
    }

    private static double part(Map<Part, Double> found, Part part) {
        return found.getOrDefault(part, 0.0);
    }

    /** Side of a square as large. */
    private static double side(Observation seen) {
        return Math.sqrt(seen.box().area());
    }

    private AttributeDeviation place(Map<Part, Double> distances, Map<Part, Double> found) {
        double rare = surprises.scale(Part.PLACE).rare();
        return new AttributeDeviation(
                "place",
                "frame heights from where normal things were",
                part(distances, Part.PLACE),
                0,
                rare,
                part(found, Part.PLACE));
    }

    private AttributeDeviation appearance(Map<Part, Double> distances, Map<Part, Double> found) {
        double rare = surprises.scale(Part.APPEARANCE).rare();
        return new AttributeDeviation(
                "appearance", "", part(distances, Part.APPEARANCE), 0, rare, part(found, Part.APPEARANCE));
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
        int[] moving = Arrays.stream(around)
                .filter(i -> densities.bank().observation(i).speed() > STILL)
                .toArray();
        double[] normal = IntStream.of(moving)
                .mapToDouble(i -> alike(densities.bank().observation(i), moving))
                .sorted()
                .toArray();
        double low = normal.length == 0 ? 0 : quantile(normal, LOW);
        return new AttributeDeviation(
                "heading", "share of normal things here with this heading", alike(seen, moving), low, 1, surprise);
    }

    private double alike(Observation seen, int[] moving) {
        long alike = Arrays.stream(moving)
                .filter(i -> angle(seen, densities.bank().observation(i)) <= ALIKE)
                .count();
        return moving.length == 0 ? 0 : alike / (double) moving.length;
    }

    private static double angle(Observation one, Observation other) {
        double difference = Math.abs(one.heading() - other.heading());
        return Math.min(difference, 2 * Math.PI - difference);
    }

    /** How much of the surprise of a velocity is due to its direction; from 0 to 1. */
    private double turned(Observation seen, int[] around) {
        double length = length(seen.velocity());
        if (around.length == 0 || length < STILL) {
            return 0;
        }
        int nearest = Neighbours.nearest(
                around,
                1,
                i -> true,
                i -> Densities.moved(seen, densities.bank().observation(i)))[0];
        float[] normal = densities.bank().observation(nearest).velocity();
        double whole = 0;
        double rest = 0;
        double factor = length(normal) / length;
        for (int d = 0; d < normal.length; d++) {
            whole += Math.pow(seen.velocity()[d] - normal[d], 2);
            rest += Math.pow(factor * seen.velocity()[d] - normal[d], 2);
        }
        return whole == 0 ? 0 : Math.min(1, Math.sqrt(rest / whole));
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
