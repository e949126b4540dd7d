package io.xvad.video.detectors.attributes;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.NormalRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Tells what was measured of an object and what is normal at its place. The surprises of all attributes add up to the score of the
 * object.
 *
 * @param distances from normal objects
 * @param scales that make surprises of them
 */
record AttributeDeviations(AttributeDistances distances, SurpriseScales scales) {

    private static final double STILL = 0.25;
    private static final double ALIKE = Math.PI / 4;

    /** Of the attributes that count and are known. */
    List<AttributeDeviation> of(Observation object, int[] around, Map<AttributeKind, Double> measured) {
        Map<AttributeKind, Double> found = scales.of(measured);
        List<AttributeDeviation> deviations = new ArrayList<>();
        found.forEach((kind, surprise) -> deviations.add(
                switch (kind) {
                    case PLACE -> place(object, around, surprise);
                    case SPEED -> told(kind, "px/frame", object, moving(around), Observation::speed, surprise);
                    case HEADING -> heading(object, moving(around), surprise);
                    case STAY -> told(kind, "s", object, whole(around), one -> stay(one, object), surprise);
                    case SIZE -> size(object, around, surprise);
                    case CROWDING -> told(kind, "share", object, whole(around), Observation::crowding, surprise);
                    case COLOURS -> told(kind, "", object, whole(around), Observation::colours, surprise);
                    case VELOCITY -> velocity(object, measured, surprise);
                    case APPEARANCE, POSE -> distance(kind, measured, surprise);
                }));
        return AttributeOrder.ordered(deviations);
    }

    private List<Observation> only(int[] around, Predicate<Observation> counted) {
        return Arrays.stream(around)
                .mapToObj(distances.bank()::observation)
                .filter(counted)
                .toList();
    }

    private List<Observation> moving(int[] around) {
        return only(around, Observation::hasVelocity);
    }

    private List<Observation> whole(int[] around) {
        return only(around, Observation::whole);
    }

    /** A normal object that stayed for longer than could be seen makes any stay normal. */
    private static double stay(Observation one, Observation object) {
        return one.stay() == Observation.LONGER ? object.stay() : one.stay();
    }

    private AttributeDeviation place(Observation object, int[] around, double surprise) {
        return new AttributeDeviation(
                AttributeKind.PLACE.word(),
                "frame heights from where normal things were",
                distances.away(object, around),
                0,
                scales.away(),
                surprise);
    }

    /** The height, the width or the shape of an object, whichever is farthest outside its normal range. */
    private AttributeDeviation size(Observation object, int[] around, double surprise) {
        List<Observation> complete = only(around, one -> one.whole() && !one.cut());
        return ToldSize.of(object, complete.isEmpty() ? whole(around) : complete)
                .deviation(surprise);
    }

    private AttributeDeviation velocity(Observation object, Map<AttributeKind, Double> measured, double surprise) {
        List<Observation> normal = only(
                IntStream.range(0, distances.bank().size()).toArray(),
                one -> one.velocity().length == object.velocity().length);
        return ToldVelocity.of(
                        object.velocity(),
                        normal.stream().map(Observation::velocity).toList())
                .map(told -> told.deviation(surprise))
                .orElseGet(() -> distance(AttributeKind.VELOCITY, measured, surprise));
    }

    /** The deviation of an attribute that is compared with that of normal objects anywhere. */
    private AttributeDeviation distance(AttributeKind kind, Map<AttributeKind, Double> measured, double surprise) {
        double observed = measured.getOrDefault(kind, 0.0);
        double rare = scales.scale(kind).rare();
        double low = Math.min(0, Math.min(observed, rare));
        return new AttributeDeviation(kind.word(), "", observed, low, rare, surprise);
    }

    private static AttributeDeviation told(
            AttributeKind kind,
            String unit,
            Observation object,
            List<Observation> around,
            ToDoubleFunction<Observation> measure,
            double surprise) {
        double observed = measure.applyAsDouble(object);
        NormalRange normal = NormalRange.of(around.stream().mapToDouble(measure), observed);
        return new AttributeDeviation(kind.word(), unit, observed, normal.low(), normal.high(), surprise);
    }

    /** The share of normal objects at its place that move within 45 degrees of its direction. */
    private static AttributeDeviation heading(Observation object, List<Observation> around, double surprise) {
        double[] headings = around.stream()
                .filter(one -> one.speed() > STILL)
                .mapToDouble(Observation::heading)
                .toArray();
        NormalRange normal = NormalRange.of(Arrays.stream(headings).map(one -> alike(one, headings)), 1);
        return new AttributeDeviation(
                AttributeKind.HEADING.word(),
                "share of normal things here with this heading",
                alike(object.heading(), headings),
                normal.low(),
                1,
                surprise);
    }

    private static double alike(double heading, double[] headings) {
        return Arrays.stream(headings)
                .map(one -> angle(one, heading) <= ALIKE ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static double angle(double one, double other) {
        double difference = Math.abs(one - other);
        return Math.min(difference, 2 * Math.PI - difference);
    }
}
