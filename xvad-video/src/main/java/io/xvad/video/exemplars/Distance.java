package io.xvad.video.exemplars;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;

/**
 * How far two volumes are from each other: the sum of the distances of their attributes, each divided by a scale so that they
 * are alike in size (Singh et al. 2023, equation 1). Immutable.
 *
 * @param heading scale of the distance of headings
 * @param speed scale of the distance of speeds
 * @param presence scale of the difference of presence
 */
record Distance(double heading, double speed, double presence) {

    private static final String ENTRY = "distance-scales";
    private static final double LEAST = 1e-6;

    /**
     * The distance and what each attribute adds to it.
     *
     * @param heading part of the headings
     * @param speed part of the speeds
     * @param presence part of the presence
     */
    record Parts(double heading, double speed, double presence) {

        double sum() {
            return heading + speed + presence;
        }
    }

    /** With the largest values of normal volumes as scales. */
    static Distance of(List<Volume> normal) {
        Volume empty = new Volume(new float[Volume.DIRECTIONS], new float[Volume.DIRECTIONS], 0);
        double heading = LEAST;
        double speed = LEAST;
        double presence = LEAST;
        for (Volume volume : normal) {
            heading = Math.max(heading, euclidean(volume.heading(), empty.heading()));
            speed = Math.max(speed, moved(volume, empty));
            presence = Math.max(presence, volume.presence());
        }
        return new Distance(heading, speed, presence);
    }

    Parts between(Volume one, Volume other) {
        return new Parts(
                euclidean(one.heading(), other.heading()) / heading,
                moved(one, other) / speed,
                Math.abs(one.presence() - other.presence()) / presence);
    }

    /** Speeds count in so far as anything has them in either volume. */
    private static double moved(Volume one, Volume other) {
        double sum = 0;
        for (int d = 0; d < Volume.DIRECTIONS; d++) {
            double weight = Math.max(one.heading()[d], other.heading()[d]);
            sum += weight * Math.pow(one.speed()[d] - other.speed()[d], 2);
        }
        return Math.sqrt(sum);
    }

    private static double euclidean(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.pow(one[i] - other[i], 2);
        }
        return Math.sqrt(sum);
    }

    void write(ModelWriter model) {
        model.doubles(ENTRY, new double[] {heading, speed, presence});
    }

    static Distance read(ModelReader model) {
        double[] scales = model.doubles(ENTRY);
        return new Distance(scales[0], scales[1], scales[2]);
    }
}
