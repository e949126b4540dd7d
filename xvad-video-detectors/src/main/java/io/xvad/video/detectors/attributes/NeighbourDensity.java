package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Measures each attribute by its mean distance from the nearest few normal objects at about the same place, so that walking against the
 * usual direction of a lane is unusual although others walk that way elsewhere. Immutable.
 *
 * @param bank normal objects
 * @param neighbours over how many nearest distances are averaged
 */
record NeighbourDensity(ObjectMemoryBank bank, int neighbours) implements LocalDensity {

    @Override
    public Map<AttributeKind, Double> distances(Observation object, int[] around) {
        Map<AttributeKind, Double> distances = new EnumMap<>(AttributeKind.class);
        distances.put(AttributeKind.PLACE, outside(object, around));
        if (object.hasVelocity()) {
            distances.put(
                    AttributeKind.SPEED, mean(around, this::hasVelocity, i -> faster(object, bank.observation(i))));
        }
        if (object.hasHeading()) {
            distances.put(AttributeKind.HEADING, heading(object, around));
        }
        if (object.hasStay()) {
            distances.put(AttributeKind.STAY, mean(around, this::isWhole, i -> longer(object, bank.observation(i))));
        }
        if (object.whole()) {
            distances.put(
                    AttributeKind.SIZE,
                    mean(
                            around,
                            i -> isWhole(i) && !bank.observation(i).cut(),
                            i -> sized(object, bank.observation(i))));
            distances.put(
                    AttributeKind.CROWDING,
                    mean(
                            around,
                            this::isWhole,
                            i -> more(object.crowding(), bank.observation(i).crowding())));
            distances.put(
                    AttributeKind.COLOURS,
                    mean(
                            around,
                            this::isWhole,
                            i -> more(object.colours(), bank.observation(i).colours())));
        }
        return distances;
    }

    @Override
    public void write(ModelWriter model) {}

    /**
     * How far it is from where normal objects were beyond half of its height, since the place of an object is no sharper than the object is
     * large.
     */
    private double outside(Observation object, int[] around) {
        return Math.max(0, bank.away(object, around, neighbours) - object.tall() / 2);
    }

    private boolean hasVelocity(int index) {
        return bank.observation(index).hasVelocity();
    }

    private boolean isWhole(int index) {
        return bank.observation(index).whole();
    }

    private static double more(double value, double normal) {
        return Math.max(0, value - normal);
    }

    /** By how much a stay is longer, in seconds; 0 if it is not known. */
    private static double longer(Observation one, Observation other) {
        return one.stay() == Observation.LONGER ? 0 : more(one.stay(), other.stay());
    }

    /** The chord to the headings of those whose velocity is nearest, in pixels a nominal interval. */
    private double heading(Observation object, int[] around) {
        int[] alike =
                NearestEntries.nearest(around, neighbours, this::hasVelocity, i -> moved(object, bank.observation(i)));
        return Arrays.stream(alike)
                .mapToDouble(i -> turned(object, bank.observation(i)))
                .average()
                .orElse(0);
    }

    private double mean(int[] among, IntPredicate counted, IntToDoubleFunction distance) {
        return NearestEntries.meanDistance(among, neighbours, counted, distance);
    }

    /** Distance of velocities, in pixels a nominal interval; its square is the sum of the squares of {@link #faster} and {@link #turned}. */
    private static double moved(Observation one, Observation other) {
        return Math.hypot(faster(one, other), turned(one, other));
    }

    private static double faster(Observation one, Observation other) {
        return Math.abs(one.speed() - other.speed());
    }

    /** The chord between two headings at the geometric mean of both speeds, in pixels a nominal interval. */
    private static double turned(Observation one, Observation other) {
        double chord = 2 * Math.abs(Math.sin((one.heading() - other.heading()) / 2));
        return Math.sqrt((double) one.speed() * other.speed()) * chord;
    }

    /** Distance of sizes. An object that the border cuts is at least as large as what is visible: that it is smaller tells nothing. */
    private static double sized(Observation one, Observation other) {
        double least = one.cut() ? 0 : Double.NEGATIVE_INFINITY;
        double height = Math.log(one.box().height() / (double) other.box().height());
        double width = Math.log(one.box().width() / (double) other.box().width());
        return Math.hypot(Math.max(least, height), Math.max(least, width));
    }
}
