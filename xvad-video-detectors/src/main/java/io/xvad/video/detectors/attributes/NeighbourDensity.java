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
        distances.put(AttributeKind.PLACE, away(object, around));
        int[] moving = moving(object, around);
        distances.put(AttributeKind.SPEED, average(moving, i -> faster(object, bank.observation(i))));
        distances.put(AttributeKind.HEADING, average(moving, i -> turned(object, bank.observation(i))));
        distances.put(AttributeKind.STAY, mean(around, i -> true, i -> longer(object, bank.observation(i))));
        distances.put(
                AttributeKind.SIZE,
                mean(around, i -> !bank.observation(i).cut(), i -> sized(object, bank.observation(i))));
        distances.put(
                AttributeKind.CROWDING,
                mean(
                        around,
                        i -> true,
                        i -> Math.abs(object.crowding() - bank.observation(i).crowding())));
        distances.put(
                AttributeKind.COLOURS,
                mean(
                        around,
                        i -> true,
                        i -> Math.max(0, object.colours() - bank.observation(i).colours())));
        return distances;
    }

    @Override
    public void write(ModelWriter model) {}

    /** Mean distance from the nearest in place, in shares of the frame's height. */
    double away(Observation object, int[] around) {
        return mean(around, i -> true, i -> object.away(bank.observation(i)));
    }

    /** By how much a stay is longer, in seconds; 0 if it is not known. */
    private static double longer(Observation one, Observation other) {
        return one.stay() == Observation.LONGER ? 0 : Math.max(0, one.stay() - other.stay());
    }

    /** The objects whose velocity is nearest; none if it is not clear how the object moves. */
    private int[] moving(Observation object, int[] around) {
        return object.isClear()
                ? NearestEntries.nearest(
                        around, neighbours, i -> bank.observation(i).isClear(), i -> moved(object, bank.observation(i)))
                : new int[0];
    }

    private static double average(int[] among, IntToDoubleFunction distance) {
        return Arrays.stream(among).mapToDouble(distance).average().orElse(0);
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
