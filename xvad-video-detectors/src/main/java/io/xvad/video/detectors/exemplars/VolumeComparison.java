package io.xvad.video.detectors.exemplars;

import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.explain.AttributeDeviation;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Tells in which attributes a volume differs from what is normal in its region.
 *
 * @param grid the regions
 * @param set the exemplars of each
 * @param distance between volumes
 */
record VolumeComparison(RegionGrid grid, ExemplarSet set, VolumeDistance distance) {

    private static final double ALIKE = 45;

    /**
     * The attributes of a volume with their ranges over all exemplars of its region, the most surprising first. The surprises add up to
     * the distance from the nearest exemplar. They are the differences from all exemplars in each attribute by itself, since what is
     * farthest from the nearest exemplar may be normal there in another one; what is left of the distance is unusual only in combination,
     * and is divided as the distance from the nearest exemplar is.
     *
     * @param nearest parts of the distance from the nearest exemplar, more than 0 in all
     */
    List<AttributeDeviation> of(int region, VideoVolume volume, VolumeDistance.Parts nearest) {
        List<Exemplar> normal = set.of(region);
        VolumeDistance.Parts apart =
                distance.apart(volume, normal.stream().map(Exemplar::volume).toList());
        VolumeDistance.Parts parts = apart.sum() < nearest.sum()
                ? apart.plus(nearest.times(1 - apart.sum() / nearest.sum()))
                : apart.times(nearest.sum() / apart.sum());
        return Stream.of(
                        measured("speed", "px/frame", normal, volume, VideoVolume::meanSpeed, parts.speed()),
                        heading(normal, volume, parts.heading()),
                        measured("presence", "share", normal, volume, VideoVolume::presence, parts.presence()),
                        measured("still", "share", normal, volume, VideoVolume::still, parts.still()))
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .toList();
    }

    private static AttributeDeviation measured(
            String name,
            String unit,
            List<Exemplar> normal,
            VideoVolume volume,
            ToDoubleFunction<VideoVolume> measure,
            double surprise) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Exemplar exemplar : normal) {
            double value = measure.applyAsDouble(exemplar.volume());
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new AttributeDeviation(name, unit, measure.applyAsDouble(volume), low, high, surprise);
    }

    /** The share of the region's exemplars in which something moves that have about the same main direction. */
    private static AttributeDeviation heading(List<Exemplar> normal, VideoVolume volume, double surprise) {
        List<VideoVolume> moving = normal.stream()
                .map(Exemplar::volume)
                .filter(one -> one.moving() > 0)
                .toList();
        double low =
                moving.stream().mapToDouble(one -> alike(one, moving)).min().orElse(0);
        return new AttributeDeviation(
                "heading", "share of normal motion here with this heading", alike(volume, moving), low, 1, surprise);
    }

    private static double alike(VideoVolume volume, List<VideoVolume> moving) {
        return moving.stream()
                .mapToDouble(one -> angle(one.mainHeading(), volume.mainHeading()) <= ALIKE ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double angle(double one, double other) {
        double difference = Math.abs(one - other);
        return Math.min(difference, 360 - difference);
    }

    /** The nearest exemplar as evidence, with its place in the frame. */
    NormalPatch patch(ExemplarSet.Nearest nearest, Image frame) {
        Exemplar exemplar = nearest.exemplar();
        return new NormalPatch(
                exemplar.clip(),
                grid.box(exemplar.region(), frame),
                nearest.parts().sum(),
                exemplar.thumbnail().image(exemplar.clip() + "#" + exemplar.frame()));
    }
}
