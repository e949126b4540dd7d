package io.xvad.video.attributes;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How far each attribute of a thing is from that of normal things: mean distance to the nearest few. All but place and appearance
 * are compared with things that were at about the same place, so that a walk against the usual direction of a lane is
 * far although others walk that way elsewhere. Immutable.
 */
final class Densities {

    private final Bank bank;
    private final int local;
    private final int neighbours;
    private final int[] all;

    /**
     * Densities over a bank.
     *
     * @param local how many things nearest in place are compared
     * @param neighbours over how many nearest distances are averaged
     */
    Densities(Bank bank, int local, int neighbours) {
        this.bank = bank;
        this.local = local;
        this.neighbours = neighbours;
        this.all = Neighbours.all(bank.size());
    }

    Bank bank() {
        return bank;
    }

    /** The entries nearest in place. */
    int[] around(Observation seen, IntPredicate allowed) {
        return Neighbours.nearest(all, local, allowed, i -> away(seen, bank.observation(i)));
    }

    /** Distances by attribute. */
    Map<Part, Double> distances(Observation seen, int[] around, IntPredicate allowed) {
        Map<Part, Double> distances = new EnumMap<>(Part.class);
        distances.put(Part.PLACE, mean(around, i -> true, i -> away(seen, bank.observation(i))));
        int[] moving = moving(seen, around);
        distances.put(Part.SPEED, average(moving, i -> faster(seen, bank.observation(i))));
        distances.put(Part.HEADING, average(moving, i -> turned(seen, bank.observation(i))));
        distances.put(Part.STAY, mean(around, i -> true, i -> longer(seen, bank.observation(i))));
        distances.put(Part.SIZE, mean(around, i -> !bank.observation(i).cut(), i -> sized(seen, bank.observation(i))));
        distances.put(
                Part.CROWDING,
                mean(
                        around,
                        i -> true,
                        i -> Math.abs(seen.crowding() - bank.observation(i).crowding())));
        distances.put(
                Part.COLOURS,
                mean(
                        around,
                        i -> true,
                        i -> Math.max(0, seen.colours() - bank.observation(i).colours())));
        distances.put(Part.APPEARANCE, mean(all, allowed, i -> looks(seen, bank.observation(i))));
        distances.put(
                Part.POSE,
                mean(
                        all,
                        i -> allowed.test(i) && seen.isPosedLike(bank.observation(i)),
                        i -> distance(seen.pose(), bank.observation(i).pose())));
        return distances;
    }

    /** In seconds; 0 if nobody knows. */
    private static double longer(Observation one, Observation other) {
        return one.stay() == Observation.LONGER ? 0 : Math.max(0, one.stay() - other.stay());
    }

    /** Those that move most like it, as one velocity; none if it is not clear how it moves. */
    private int[] moving(Observation seen, int[] around) {
        return seen.isClear()
                ? Neighbours.nearest(
                        around, neighbours, i -> bank.observation(i).isClear(), i -> moved(seen, bank.observation(i)))
                : new int[0];
    }

    private static double average(int[] among, IntToDoubleFunction distance) {
        return Arrays.stream(among).mapToDouble(distance).average().orElse(0);
    }

    private double mean(int[] among, IntPredicate counted, IntToDoubleFunction distance) {
        return Neighbours.meanDistance(among, neighbours, counted, distance);
    }

    /** The entry that looks and moves most like it. */
    int mostAlike(Observation seen, int[] around) {
        return Neighbours.nearest(around, 1, i -> true, i -> looks(seen, bank.observation(i)))[0];
    }

    /**
     * In shares of the frame's height; upright by the middle or the foot, whichever is nearer, since a thing of another size at
     * the same place has only one of them where others have it.
     */
    static double away(Observation one, Observation other) {
        double across = one.x() - other.x();
        double upright = Math.min(Math.abs(one.y() - other.y()), Math.abs(one.foot() - other.foot()));
        return Math.sqrt(across * across + upright * upright);
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

    static double looks(Observation one, Observation other) {
        return distance(one.appearance(), other.appearance());
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
