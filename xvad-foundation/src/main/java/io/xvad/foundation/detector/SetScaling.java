package io.xvad.foundation.detector;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;

/**
 * Puts a part of a score on a scale where normal images lie in [0, 1], so that parts of different size can be averaged. Papers take the range of a part over the test
 * set, which nobody has who is to judge one image; this takes that over normal images. Immutable and thread-safe.
 *
 * @param lowest value over those images
 * @param highest value over those images
 */
public record SetScaling(double lowest, double highest) {

    /** The scale of what some normal images give: their values, one or several of each, at least one in all. */
    public static SetScaling over(List<float[]> values) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (float[] ofImage : values) {
            for (float value : ofImage) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        return new SetScaling(lowest, highest);
    }

    /** The value less the lowest, in units of the range; as it is less the lowest where there is no range. */
    public double scaled(double value) {
        double range = highest - lowest;
        return range == 0 ? value - lowest : (value - lowest) / range;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if the entry is missing or broken
     */
    public static SetScaling read(ModelReader model, String name) {
        double[] ends = model.doubles(name);
        if (ends.length != 2) {
            throw new XvadModelException("entry '" + name + "' must hold a lowest and a highest value");
        }
        return new SetScaling(ends[0], ends[1]);
    }

    /** Writes it under a name. */
    public void write(ModelWriter model, String name) {
        model.doubles(name, new double[] {lowest, highest});
    }
}
