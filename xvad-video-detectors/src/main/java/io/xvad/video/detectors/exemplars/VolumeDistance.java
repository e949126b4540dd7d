package io.xvad.video.detectors.exemplars;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The distance between two video volumes: the sum of the distances of their attributes, each divided by a scale that makes them
 * comparable (Singh et al., 2023). Immutable.
 *
 * @param heading scale of the distance of headings
 * @param speed scale of the distance of speeds
 * @param presence scale of the difference of presence
 * @param still scale of the difference of what stands still
 */
record VolumeDistance(double heading, double speed, double presence, double still) {

    private static final String ENTRY = "distance-scales";
    private static final double LEAST = 1e-6;

    /** The share of the largest presence that is at distance 1 if it stands still where nothing ever did. */
    private static final double RARELY = 0.1;

    /**
     * The distance and what each attribute adds to it.
     *
     * @param heading what the headings add
     * @param speed what the speeds add
     * @param presence what the presence adds
     * @param still what adds that something stands still
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

    /** A distance whose scales are the largest values of normal volumes. */
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
     * The smallest distance of a volume from several others in each attribute by itself. The histogram of headings tells both how much
     * moves, by its length, and which way, by its angle: here the difference of lengths counts as presence, if it is more than the
     * difference of presence itself, and the chord of the angle, at the length of the volume, as heading. A speed is compared where
     * something moves in the same direction. An attribute that no other volume has adds nothing.
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

    /** The smallest difference that is known; 0 if none is. */
    private static double least(List<VideoVolume> others, ToDoubleFunction<VideoVolume> difference) {
        return others.stream()
                .mapToDouble(difference)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
    }

    /** The chord between two histograms of headings, blurred since neighbouring directions are alike. */
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

    /** Distance of speeds, weighted by the share of pixels that have them in either volume. */
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
