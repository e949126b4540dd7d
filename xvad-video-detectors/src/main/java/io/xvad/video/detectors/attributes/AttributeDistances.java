package io.xvad.video.detectors.attributes;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * How unlike that of normal things each attribute of a thing is. Appearance and pose, of many dimensions, are compared with those of all normal
 * things: mean distance to the nearest few. The rest is for its place. Immutable.
 */
final class AttributeDistances {

    private final ObjectMemoryBank bank;
    private final int local;
    private final NeighbourDensity near;
    private final LocalDensity density;
    private final int[] all;

    /**
     * AttributeDistances over a bank.
     *
     * @param local how many things nearest in place are compared
     * @param near distances to the nearest few
     * @param density of all attributes but appearance and pose
     */
    AttributeDistances(ObjectMemoryBank bank, int local, NeighbourDensity near, LocalDensity density) {
        this.bank = bank;
        this.local = local;
        this.near = near;
        this.density = density;
        this.all = NearestEntries.all(bank.size());
    }

    ObjectMemoryBank bank() {
        return bank;
    }

    LocalDensity density() {
        return density;
    }

    /** The entries nearest in place. */
    int[] around(Observation seen, IntPredicate allowed) {
        return NearestEntries.nearest(all, local, allowed, i -> seen.away(bank.observation(i)));
    }

    /** How far it is from where normal things were, in shares of the frame's height. */
    double away(Observation seen, int[] around) {
        return near.away(seen, around);
    }

    /** By attribute, higher is less usual; attributes that are not known may be left out. */
    Map<AttributeKind, Double> distances(Observation seen, int[] around, IntPredicate allowed) {
        Map<AttributeKind, Double> distances = new EnumMap<>(density.distances(seen, around));
        distances.put(AttributeKind.APPEARANCE, mean(allowed, i -> looks(seen, bank.observation(i))));
        distances.put(
                AttributeKind.POSE,
                mean(
                        i -> allowed.test(i) && seen.isPosedLike(bank.observation(i)),
                        i -> distance(seen.pose(), bank.observation(i).pose())));
        return distances;
    }

    private double mean(IntPredicate counted, IntToDoubleFunction distance) {
        return NearestEntries.meanDistance(all, near.neighbours(), counted, distance);
    }

    /** The entry that looks and moves most like it. */
    int mostAlike(Observation seen, int[] around) {
        return NearestEntries.nearest(around, 1, i -> true, i -> looks(seen, bank.observation(i)))[0];
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
