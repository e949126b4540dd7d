package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Mean distance to the nearest few in each attribute, so that a walk against the usual direction of a lane is far although others walk that way
 * elsewhere. Immutable.
 *
 * @param bank normal things
 * @param neighbours over how many nearest distances are averaged
 */
record NeighbourDensity(ObjectMemoryBank bank, int neighbours) implements LocalDensity {

    @Override
    public Map<AttributeKind, Double> distances(Observation seen, int[] around) {
        Map<AttributeKind, Double> distances = new EnumMap<>(AttributeKind.class);
        distances.put(AttributeKind.PLACE, away(seen, around));
        int[] moving = moving(seen, around);
        distances.put(AttributeKind.SPEED, average(moving, i -> faster(seen, bank.observation(i))));
        distances.put(AttributeKind.HEADING, average(moving, i -> turned(seen, bank.observation(i))));
        distances.put(AttributeKind.STAY, mean(around, i -> true, i -> longer(seen, bank.observation(i))));
        distances.put(AttributeKind.SIZE, mean(around, i -> !bank.observation(i).cut(), i -> sized(seen, bank.observation(i))));
        distances.put(
                AttributeKind.CROWDING,
                mean(
                        around,
                        i -> true,
                        i -> Math.abs(seen.crowding() - bank.observation(i).crowding())));
        distances.put(
                AttributeKind.COLOURS,
                mean(
                        around,
                        i -> true,
                        i -> Math.max(0, seen.colours() - bank.observation(i).colours())));
        return distances;
    }

    @Override
    public void write(ModelWriter model) {}

    /** From the nearest in place, in shares of the frame's height. */
    double away(Observation seen, int[] around) {
        return mean(around, i -> true, i -> seen.away(bank.observation(i)));
    }

    /** In seconds; 0 if nobody knows. */
    private static double longer(Observation one, Observation other) {
        return one.stay() == Observation.LONGER ? 0 : Math.max(0, one.stay() - other.stay());
    }

    /** Those that move most like it, as one velocity; none if it is not clear how it moves. */
    private int[] moving(Observation seen, int[] around) {
        return seen.isClear()
                ? NearestEntries.nearest(
                        around, neighbours, i -> bank.observation(i).isClear(), i -> moved(seen, bank.observation(i)))
                : new int[0];
    }

    private static double average(int[] among, IntToDoubleFunction distance) {
        return Arrays.stream(among).mapToDouble(distance).average().orElse(0);
    }

    private double mean(int[] among, IntPredicate counted, IntToDoubleFunction distance) {
        return NearestEntries.meanDistance(among, neighbours, counted, distance);
    }

    /** Between velocities, in pixels a nominal interval; its square is that of the two following added. */
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

    /** A thing that the border cuts is at least as large as is to be seen: that it is smaller than others tells nothing. */
    private static double sized(Observation one, Observation other) {
        double least = one.cut() ? 0 : Double.NEGATIVE_INFINITY;
        double height = Math.log(one.box().height() / (double) other.box().height());
        double width = Math.log(one.box().width() / (double) other.box().width());
        return Math.hypot(Math.max(least, height), Math.max(least, width));
    }
}
