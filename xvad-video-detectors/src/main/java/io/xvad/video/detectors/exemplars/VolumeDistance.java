package io.xvad.video.detectors.exemplars;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The distance between two video volumes: the sum of the distances of their attributes, each divided by a scale that makes them
 * comparable (Singh et al., 2023). Speed and heading count in proportion to how much moves, up to three tenths of the region. Immutable.
 *
 * @param heading scale of the distance of headings
 * @param speed scale of the distance of speeds
 * @param presence scale of the difference of presence
 * @param still scale of the difference of what stands still
 */
record VolumeDistance(double heading, double speed, double presence, double still) {

    private static final String ENTRY = "volume-scales";
    private static final double LEAST = 1e-6;

    /** Weight of something that stands still where nothing ever did. */
    private static final double STANDING = 0.5;

    /** Weight of the difference of headings in a distance; that of speeds is 1. */
    private static final double HEADING = 0.3;

    /** Weight of the difference of presence. */
    private static final double PRESENCE = 0.5;

    /** Share of moving pixels. */
    private static final double CLEAR = 0.3;

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

    /** A distance whose scales are the largest values of normal volumes; a heading weighs less, since those who meet have any, and so does
     * presence, since some walk together. */
    static VolumeDistance of(List<VideoVolume> normal) {
        double heading = LEAST;
        double speed = LEAST;
        double presence = LEAST;
        double still = LEAST;
        for (VideoVolume volume : normal) {
            heading = Math.max(heading, length(headings(volume)));
            speed = Math.max(speed, speed(volume));
            presence = Math.max(presence, volume.presence());
            still = Math.max(still, volume.still());
        }
        return new VolumeDistance(heading / HEADING, speed, presence / PRESENCE, Math.max(still, presence / STANDING));
    }

    Parts between(VideoVolume one, VideoVolume other) {
        return new Parts(
                euclidean(headings(one), headings(other)) / heading,
                Math.abs(speed(one) - speed(other)) / speed,
                Math.abs(one.presence() - other.presence()) / presence,
                Math.abs(one.still() - other.still()) / still);
    }

    /**
     * The smallest distance of a volume from several others in each attribute by itself. A heading and a speed are compared with those of
     * volumes in which something moves, and all weigh alike; an attribute that no other volume has adds nothing.
     */
    Parts apart(VideoVolume volume, List<VideoVolume> others) {
        List<VideoVolume> moving =
                others.stream().filter(other -> other.moving() > 0).toList();
        double known = confidence(volume);
        return new Parts(
                known * least(moving, other -> euclidean(shares(volume), shares(other))) / (HEADING * heading),
                known * least(moving, other -> Math.abs(volume.meanSpeed() - other.meanSpeed())) / speed,
                least(others, other -> Math.abs(volume.presence() - other.presence())) / (PRESENCE * presence),
                least(others, other -> Math.abs(volume.still() - other.still())) / still);
    }

    /** The smallest difference; 0 if there is no other volume. */
    private static double least(List<VideoVolume> others, ToDoubleFunction<VideoVolume> difference) {
        return others.stream().mapToDouble(difference).min().orElse(0);
    }

    /** How much speed and heading count: in full from three tenths of moving pixels on. */
    private static double confidence(VideoVolume volume) {
        return Math.min(1, volume.moving() / CLEAR);
    }

    private static double speed(VideoVolume volume) {
        return confidence(volume) * volume.meanSpeed();
    }

    private static float[] headings(VideoVolume volume) {
        float[] headings = shares(volume);
        float known = (float) confidence(volume);
        for (int d = 0; d < headings.length; d++) {
            headings[d] *= known;
        }
        return headings;
    }

    /** Shares of the directions among moving pixels, blurred since neighbouring directions are alike; all 0 if nothing moves. */
    private static float[] shares(VideoVolume volume) {
        float[] heading = volume.heading();
        double moving = volume.moving();
        float[] shares = new float[heading.length];
        for (int d = 0; d < shares.length && moving > 0; d++) {
            float before = heading[(d + heading.length - 1) % heading.length];
            float after = heading[(d + 1) % heading.length];
            shares[d] = (float) ((heading[d] + (before + after) / 2) / (2 * moving));
        }
        return shares;
    }

    private static double length(float[] one) {
        return euclidean(one, new float[one.length]);
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
        if (!model.has(ENTRY)) {
            throw new XvadModelException("'" + ENTRY
                    + "' is missing: the model is of a version that measured other distances; fit it again");
        }
        double[] scales = model.doubles(ENTRY);
        if (scales.length != 4) {
            throw new XvadModelException("entry '" + ENTRY + "' must have four numbers, got " + scales.length);
        }
        return new VolumeDistance(scales[0], scales[1], scales[2], scales[3]);
    }
}
