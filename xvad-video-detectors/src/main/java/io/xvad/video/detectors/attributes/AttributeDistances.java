package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Measures how far each attribute of an object is from that of normal objects: appearance, pose and the histogram of velocity from those of
 * all of them, the others from those of normal objects at about the same place. Immutable.
 */
final class AttributeDistances {

    /** As many times more objects are compared as are asked for where normal objects are dense. */
    private static final int MANY = 6;

    private final ObjectMemoryBank bank;
    private final int local;
    private final LocalDensity placed;
    private final GlobalDensity anywhere;
    private final Set<AttributeKind> counted;

    /**
     * Distances from the objects of a memory bank.
     *
     * @param local how many objects nearest in place are compared
     * @param placed of what is compared with objects at about the same place
     * @param anywhere of the other attributes
     * @param counted attributes that count
     */
    AttributeDistances(
            ObjectMemoryBank bank, int local, LocalDensity placed, GlobalDensity anywhere, Set<AttributeKind> counted) {
        this.bank = bank;
        this.local = local;
        this.placed = placed;
        this.anywhere = anywhere;
        this.counted = Collections.unmodifiableSet(counted);
    }

    ObjectMemoryBank bank() {
        return bank;
    }

    void write(ModelWriter model) {
        bank.write(model);
        placed.write(model);
        anywhere.write(model);
    }

    /** Indices of the allowed entries that are nearest in place, and of more of them if they are nearer than half the object's height. */
    int[] around(Observation object, IntPredicate allowed) {
        int[] nearest =
                NearestEntries.nearest(anywhere.all(), MANY * local, allowed, i -> object.away(bank.observation(i)));
        int count = Math.min(local, nearest.length);
        while (count < nearest.length && object.away(bank.observation(nearest[count])) <= object.tall() / 2) {
            count++;
        }
        return Arrays.copyOf(nearest, count);
    }

    /** How far an object is from where normal objects were, in shares of the frame's height. */
    double away(Observation object, int[] around) {
        return bank.away(object, around, anywhere.neighbours());
    }

    /** By attribute, higher is less usual; attributes that do not count or are not known are left out. */
    Map<AttributeKind, Double> of(Observation object, int[] around, IntPredicate allowed) {
        Map<AttributeKind, Double> distances = new EnumMap<>(placed.distances(object, around));
        distances.putAll(anywhere.distances(object, allowed));
        distances.keySet().retainAll(counted);
        return distances;
    }

    /** The entry among those around that looks most like an object. */
    int mostAlike(Observation object, int[] around) {
        return NearestEntries.nearest(around, 1, i -> true, i -> appearance(object, bank.observation(i)))[0];
    }

    static double appearance(Observation one, Observation other) {
        return Math.sqrt(GlobalDensity.squares(one.appearance(), other.appearance()));
    }
}
