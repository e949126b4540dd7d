package io.xvad.video.attributes;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How far each attribute of a thing is from that of normal things: mean distance to the nearest few. Velocity, size and
 * crowding are compared with things that were at about the same place, so that a walk against the usual direction of a lane is
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
        distances.put(Part.VELOCITY, mean(around, i -> true, i -> moved(seen, bank.observation(i))));
        distances.put(
                Part.STAY,
                mean(
                        around,
                        i -> true,
                        i -> Math.max(0, seen.stay() - bank.observation(i).stay())));
        distances.put(
                Part.SIZE,
                seen.cut() ? 0 : mean(around, i -> !bank.observation(i).cut(), i -> sized(seen, bank.observation(i))));
        distances.put(
                Part.CROWDING,
                mean(
                        around,
                        i -> true,
                        i -> Math.abs(seen.crowding() - bank.observation(i).crowding())));
        distances.put(Part.APPEARANCE, mean(all, allowed, i -> looks(seen, bank.observation(i))));
        return distances;
    }

    /** In seconds; 0 if nobody knows. */
    private static double longer(Observation one, Observation other) {
        return one.stay() == Observation.LONGER ? 0 : Math.max(0, one.stay() - other.stay());
    }

    private double mean(int[] among, IntPredicate counted, IntToDoubleFunction distance) {
        return Neighbours.meanDistance(among, neighbours, counted, distance);
    }

    /** The entry that looks and moves most like it. */
    int mostAlike(Observation seen, int[] around) {
        return Neighbours.nearest(around, 1, i -> true, i -> looks(seen, bank.observation(i)))[0];
    }

    /** In shares of the frame's height. */
    static double away(Observation one, Observation other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    /** In pixels a nominal interval. */
    static double moved(Observation one, Observation other) {
        return distance(one.velocity(), other.velocity());
    }

    private static double sized(Observation one, Observation other) {
        double height = Math.log(one.box().height() / (double) other.box().height());
        double width = Math.log(one.box().width() / (double) other.box().width());
        return Math.hypot(height, width);
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
