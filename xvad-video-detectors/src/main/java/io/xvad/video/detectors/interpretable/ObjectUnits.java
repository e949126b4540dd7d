package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadModelException;
import java.util.Arrays;
import java.util.List;

/**
 * Which difference of each factor counts as 1: the one that one in {@value #RARE} normal objects exceeds when it is compared with the normal
 * objects of other videos that are nearest in place, and no less than {@link ObjectFactor#least}. That of place is not learned: normal things
 * are at all places that can be walked on, so that their spread says nothing of what is unusual at one of them. Immutable.
 *
 * @param units by {@link ObjectFactor#ordinal}, each above 0; not copied
 */
record ObjectUnits(double[] units) {

    private static final int RARE = 50;
    private static final ObjectFactor[] FACTORS = ObjectFactor.values();

    ObjectUnits {
        if (units.length != FACTORS.length || !Arrays.stream(units).allMatch(unit -> unit > 0)) {
            throw new XvadModelException("there must be " + FACTORS.length + " units above 0");
        }
    }

    /** The least ones, and that of place in heights of the frame. */
    static ObjectUnits least(double place) {
        double[] units = Arrays.stream(FACTORS).mapToDouble(ObjectFactor::least).toArray();
        units[ObjectFactor.PLACE.ordinal()] = place;
        return new ObjectUnits(units);
    }

    /**
     * Learned from normal objects.
     *
     * @param parts of normal objects, how far each is in each factor, in these units
     */
    ObjectUnits learned(List<double[]> parts) {
        double[] learned = units.clone();
        for (ObjectFactor factor : FACTORS) {
            int f = factor.ordinal();
            double[] sorted = parts.stream().mapToDouble(one -> one[f]).sorted().toArray();
            if (factor != ObjectFactor.PLACE && sorted.length > 0) {
                learned[f] *= Math.max(1, sorted[sorted.length - 1 - sorted.length / RARE]);
            }
        }
        return new ObjectUnits(learned);
    }

    /** The squared difference of an object from a normal one in a factor, in units. */
    double squared(ObjectFactor factor, ObjectVector one, ObjectVector normal) {
        double unit = units[factor.ordinal()];
        return factor.squared(one, normal) / (unit * unit);
    }
}
