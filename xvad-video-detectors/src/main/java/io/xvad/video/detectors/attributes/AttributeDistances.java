package io.xvad.video.detectors.attributes;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Measures how far each attribute of an object is from that of normal objects. Appearance and pose, which have many dimensions, are
 * compared with those of all normal objects: the mean distance to the nearest few. The other attributes are compared with those of normal
 * objects at about the same place. Immutable.
 */
final class AttributeDistances {

    /** As many times more objects are compared as are asked for where normal objects are dense. */
    private static final int MANY = 6;

    private final ObjectMemoryBank bank;
    private final int local;
    private final NeighbourDensity near;
    private final LocalDensity density;
    private final int[] all;

    /**
     * Distances from the objects of a memory bank.
     *
     * @param local how many objects nearest in place are compared
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

    /** Indices of the allowed entries that are nearest in place, and of more of them if they are nearer than half the object's height. */
    int[] around(Observation object, IntPredicate allowed) {
        int[] nearest = NearestEntries.nearest(all, MANY * local, allowed, i -> object.away(bank.observation(i)));
        int count = Math.min(local, nearest.length);
        while (count < nearest.length && object.away(bank.observation(nearest[count])) <= object.tall() / 2) {
            count++;
        }
        return Arrays.copyOf(nearest, count);
    }

    /** How far an object is from where normal objects were, in shares of the frame's height. */
    double away(Observation object, int[] around) {
        return near.away(object, around);
    }

    /** By attribute, higher is less usual; attributes that are not known may be left out. */
    Map<AttributeKind, Double> of(Observation object, int[] around, IntPredicate allowed) {
        Map<AttributeKind, Double> distances = new EnumMap<>(density.distances(object, around));
        distances.put(AttributeKind.APPEARANCE, mean(allowed, i -> appearance(object, bank.observation(i))));
        distances.put(
                AttributeKind.POSE,
                mean(
                        i -> allowed.test(i) && object.isPosedLike(bank.observation(i)),
                        i -> distance(object.pose(), bank.observation(i).pose())));
        return distances;
    }

    private double mean(IntPredicate counted, IntToDoubleFunction distance) {
        return NearestEntries.meanDistance(all, near.neighbours(), counted, distance);
    }

    /** The entry among those around that looks most like an object. */
    int mostAlike(Observation object, int[] around) {
        return NearestEntries.nearest(around, 1, i -> true, i -> appearance(object, bank.observation(i)))[0];
    }

    static double appearance(Observation one, Observation other) {
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
