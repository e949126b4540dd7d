package io.xvad.video.detectors.exemplars;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far two volumes are from each other: the sum of the distances of their attributes, each divided by a scale so that they
 * are alike in size (Singh et al. 2023, equation 1). Immutable.
 *
 * @param heading scale of the distance of headings
 * @param speed scale of the distance of speeds
 * @param presence scale of the difference of presence
 * @param still scale of the difference of what stands still
 */
record VolumeDistance(double heading, double speed, double presence, double still) {

    private static final String ENTRY = "distance-scales";
    private static final double LEAST = 1e-6;

    /** Where nothing ever stood still, that a tenth of the fullest place does is as far as can be. */
    private static final double RARELY = 0.1;

    /**
     * The distance and what each attribute adds to it.
     *
     * @param heading part of the headings
     * @param speed part of the speeds
     * @param presence part of the presence
     * @param still part of what stands still
     */
    record Parts(double heading, double speed, double presence, double still) {

        double sum() {
            return heading + speed + presence + still;
        }

        Parts plus(Parts other) {
            return new Parts(
                    heading + other.heading, speed + other.speed, presence + other.presence, still + other.still);
        }

        Parts times(double factor) {
            return new Parts(factor * heading, factor * speed, factor * presence, factor * still);
        }
    }

    /** With the largest values of normal volumes as scales. */
    static VolumeDistance of(List<VideoVolume> normal) {
        VideoVolume empty = new VideoVolume(new float[VideoVolume.DIRECTIONS], new float[VideoVolume.DIRECTIONS], 0, 0);
        double heading = LEAST;
        double speed = LEAST;
        double presence = LEAST;
        double still = LEAST;
        for (VideoVolume volume : normal) {
            heading = Math.max(heading, euclidean(volume.heading(), empty.heading()));
            speed = Math.max(speed, moved(volume, empty));
            presence = Math.max(presence, volume.presence());
            still = Math.max(still, volume.still());
        }
        return new VolumeDistance(heading, speed, presence, Math.max(still, RARELY * presence));
    }

    Parts between(VideoVolume one, VideoVolume other) {
        return new Parts(
                euclidean(one.heading(), other.heading()) / heading,
                moved(one, other) / speed,
                Math.abs(one.presence() - other.presence()) / presence,
                Math.abs(one.still() - other.still()) / still);
    }

    /**
     * How far a volume is from all of several in each attribute by itself. How much of a region moves is a length and which way an
     * angle, but the distance of headings holds both, so the difference of lengths counts as presence, if it is more than that of presence itself, and
     * the chord of the angle, at the volume's own length, as heading; a speed is compared where something moves in the same direction. An attribute that
     * no other volume has is no different.
     */
    Parts apart(VideoVolume volume, List<VideoVolume> others) {
        return new Parts(
                least(others, other -> turned(volume.heading(), other.heading())) / heading,
                least(others, other -> faster(volume, other)) / speed,
                least(
                        others,
                        other -> Math.max(
                                Math.abs(volume.presence() - other.presence()) / presence,
                                Math.abs(length(volume.heading()) - length(other.heading())) / heading)),
                least(others, other -> Math.abs(volume.still() - other.still()) / still));
    }

    /** Where it is known; 0 if it is nowhere. */
    private static double least(List<VideoVolume> others, ToDoubleFunction<VideoVolume> difference) {
        return others.stream()
                .mapToDouble(difference)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
    }

    /** Of blurred headings, as neighbouring directions are alike. */
    private static double turned(float[] one, float[] other) {
        float[] first = blurred(one);
        float[] second = blurred(other);
        double dot = 0;
        for (int d = 0; d < one.length; d++) {
            dot += first[d] * second[d];
        }
        double cosine = dot / (length(first) * length(second));
        return length(one) * Math.sqrt(2 * Math.max(0, 1 - cosine));
    }

    private static float[] blurred(float[] heading) {
        float[] blurred = new float[heading.length];
        for (int d = 0; d < heading.length; d++) {
            float before = heading[(d + heading.length - 1) % heading.length];
            float after = heading[(d + 1) % heading.length];
            blurred[d] = heading[d] + (before + after) / 2;
        }
        return blurred;
    }

    private static double faster(VideoVolume one, VideoVolume other) {
        double common = 0;
        double sum = 0;
        for (int d = 0; d < VideoVolume.DIRECTIONS; d++) {
            double both = Math.min(one.heading()[d], other.heading()[d]);
            common += both;
            sum += both * Math.pow(one.speed()[d] - other.speed()[d], 2);
        }
        return Math.sqrt(one.moving() * sum / common);
    }

    private static double length(float[] heading) {
        return euclidean(heading, new float[heading.length]);
    }

    /** Speeds count in so far as anything has them in either volume. */
    private static double moved(VideoVolume one, VideoVolume other) {
        double sum = 0;
        for (int d = 0; d < VideoVolume.DIRECTIONS; d++) {
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
        model.doubles(ENTRY, new double[] {heading, speed, presence, still});
    }

    static VolumeDistance read(ModelReader model) {
        double[] scales = model.doubles(ENTRY);
        if (scales.length != 4) {
            throw new XvadModelException("entry '" + ENTRY + "' must have four numbers, got " + scales.length);
        }
        return new VolumeDistance(scales[0], scales[1], scales[2], scales[3]);
    }
}
