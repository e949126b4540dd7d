package io.xvad.video.detectors.exemplars;

import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.explain.AttributeDeviation;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Says in which attributes a volume differs from its nearest exemplar, beside the range of all exemplars of its region. */
record Comparison(Grid grid, ExemplarSet set, Distance distance) {

    private static final double ALIKE = 45;

    /**
     * The surprises add up to the distance from the nearest exemplar. They are the differences from all exemplars in each attribute
     * by itself, as what is farthest from the nearest may be normal there in another exemplar; what is left is unusual only together
     * with the rest, and is divided as the distance from the nearest is.
     *
     * @param nearest parts of the distance from the nearest exemplar, more than 0 in all
     */
    List<AttributeDeviation> of(int region, Volume volume, Distance.Parts nearest) {
        List<Exemplar> normal = set.of(region);
        Distance.Parts apart =
                distance.apart(volume, normal.stream().map(Exemplar::volume).toList());
        Distance.Parts parts = apart.sum() < nearest.sum()
                ? apart.plus(nearest.times(1 - apart.sum() / nearest.sum()))
                : apart.times(nearest.sum() / apart.sum());
        return Stream.of(
                        measured("speed", "px/frame", normal, volume, Volume::meanSpeed, parts.speed()),
                        heading(normal, volume, parts.heading()),
                        measured("presence", "share", normal, volume, Volume::presence, parts.presence()),
                        measured("still", "share", normal, volume, Volume::still, parts.still()))
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .toList();
    }

    private static AttributeDeviation measured(
            String name,
            String unit,
            List<Exemplar> normal,
            Volume volume,
            ToDoubleFunction<Volume> measure,
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
    private static AttributeDeviation heading(List<Exemplar> normal, Volume volume, double surprise) {
        List<Volume> moving = normal.stream()
                .map(Exemplar::volume)
                .filter(one -> one.moving() > 0)
                .toList();
        double low =
                moving.stream().mapToDouble(one -> alike(one, moving)).min().orElse(0);
        return new AttributeDeviation(
                "heading", "share of normal motion here with this heading", alike(volume, moving), low, 1, surprise);
    }

    private static double alike(Volume volume, List<Volume> moving) {
        return moving.stream()
                .mapToDouble(one -> angle(one.mainHeading(), volume.mainHeading()) <= ALIKE ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double angle(double one, double other) {
        double difference = Math.abs(one - other);
        return Math.min(difference, 360 - difference);
    }

    NormalPatch patch(ExemplarSet.Nearest nearest, Image frame) {
        Exemplar exemplar = nearest.exemplar();
        return new NormalPatch(
                exemplar.clip(),
                grid.box(exemplar.region(), frame),
                nearest.parts().sum(),
                exemplar.picture().image(exemplar.clip() + "#" + exemplar.frame()));
    }
}
