package io.xvad.video.detectors.interpretable;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.NormalRange;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Tells in what an object differs from the normal ones nearest in place. Surprises divide the object's ratio among the factors, by how far it
 * is from those objects in each factor by itself. Where normal things are a unit of place away or more, they move as is normal elsewhere: its
 * speed and heading are told after its place. What has many colours is many things that are taken for one, and is therefore large: its size is
 * told after its colours.
 */
final class ObjectReasons {

    /** The least share of a difference in size that one in colours has to have to explain it. */
    private static final double COMPARABLE = 0.25;

    /** Cosine of 45 degrees. */
    private static final double ALIKE = Math.sqrt(0.5);

    /** Heights of the frame from a normal thing beyond which a place is unusual. */
    private static final double AWAY = 0.03;

    private final NominalObjects normals;
    private final Monitor monitor;
    private final double framesPerSecond;
    private final int frameHeight;

    ObjectReasons(NominalObjects normals, Monitor monitor, double framesPerSecond, int frameHeight) {
        this.normals = normals;
        this.monitor = monitor;
        this.framesPerSecond = framesPerSecond;
        this.frameHeight = frameHeight;
    }

    /** What lies outside its normal range first, and the most surprising of that; what its place explains comes after the place. */
    List<AttributeDeviation> of(ObjectVector object, double distance) {
        List<ObjectVector> around = normals.around(object);
        double[] parts = normals.parts(object, around);
        double sum = Arrays.stream(parts).sum();
        double share = sum > 0 ? monitor.scale().ratio(distance) / sum : 0;
        Map<AttributeDeviation, Double> ranks = new LinkedHashMap<>();
        for (ObjectFactor factor : ObjectFactor.values()) {
            double surprise = share * parts[factor.ordinal()];
            if (surprise > 0) {
                ranks.put(told(factor, object, around, surprise), rank(factor, parts));
            }
        }
        return ranks.keySet().stream()
                .sorted(Comparator.comparing(AttributeDeviation::isUsual)
                        .thenComparing(Comparator.<AttributeDeviation>comparingDouble(ranks::get)
                                .reversed()))
                .toList();
    }

    /** How far it is from others in a factor, or a little less than in the one that explains it. */
    private static double rank(ObjectFactor factor, double[] parts) {
        double part = parts[factor.ordinal()];
        return switch (factor) {
            case SPEED, HEADING -> explained(part, parts[ObjectFactor.PLACE.ordinal()], 0);
            case SIZE -> explained(part, parts[ObjectFactor.COLOURS.ordinal()], COMPARABLE);
            case PLACE, STAY, CROWDING, COLOURS, CLASS -> part;
        };
    }

    private static double explained(double part, double explaining, double share) {
        return explaining >= Math.max(1, share * part) ? Math.min(part, Math.nextDown(explaining)) : part;
    }

    private AttributeDeviation told(
            ObjectFactor factor, ObjectVector object, List<ObjectVector> around, double surprise) {
        return switch (factor) {
            case PLACE ->
                new AttributeDeviation(
                        "place",
                        "frame heights from where normal things were",
                        object.away(around.get(0)),
                        0,
                        AWAY,
                        surprise);
            case SIZE -> size(object, around, surprise);
            case SPEED ->
                ranged(
                        "speed",
                        "px/frame",
                        object,
                        around,
                        one -> one.speed() * frameHeight / framesPerSecond,
                        surprise);
            case HEADING -> heading(object, around, surprise);
            case STAY ->
                ranged(
                        "stay",
                        "s",
                        object,
                        around,
                        one -> Math.min(one.measures().stay(), object.measures().stay()),
                        surprise);
            case CROWDING ->
                ranged(
                        "crowding",
                        "share",
                        object,
                        around,
                        one -> one.measures().crowding(),
                        surprise);
            case COLOURS ->
                ranged(
                        "colours",
                        "colours",
                        object,
                        around,
                        one -> one.measures().colours(),
                        surprise);
            case CLASS -> ofClass(object, around, surprise);
        };
    }

    /** Its height or its width, whichever is farther outside its range. */
    private AttributeDeviation size(ObjectVector object, List<ObjectVector> around, double surprise) {
        AttributeDeviation tall =
                ranged("size", "px tall", object, around, one -> one.height() * frameHeight, surprise);
        AttributeDeviation wide = ranged("size", "px wide", object, around, one -> one.width() * frameHeight, surprise);
        return outside(tall) >= outside(wide) ? tall : wide;
    }

    private static double outside(AttributeDeviation one) {
        return new NormalRange(one.normalLow(), one.normalHigh()).times(one.observed());
    }

    private static AttributeDeviation ranged(
            String attribute,
            String unit,
            ObjectVector object,
            List<ObjectVector> around,
            ToDoubleFunction<ObjectVector> measure,
            double surprise) {
        double observed = measure.applyAsDouble(object);
        NormalRange normal =
                NormalRange.of(around.stream().mapToDouble(measure).filter(value -> !Double.isNaN(value)), observed);
        return new AttributeDeviation(attribute, unit, observed, normal.low(), normal.high(), surprise);
    }

    private static AttributeDeviation heading(ObjectVector object, List<ObjectVector> around, double surprise) {
        List<ObjectVector> moving =
                around.stream().filter(ObjectVector::hasHeading).toList();
        NormalRange normal = NormalRange.of(moving.stream().mapToDouble(one -> alike(one, moving)), 1);
        return new AttributeDeviation(
                "heading",
                "share of normal things here with this heading",
                alike(object, moving),
                normal.low(),
                1,
                surprise);
    }

    private static double alike(ObjectVector object, List<ObjectVector> moving) {
        return moving.stream()
                .mapToDouble(one -> one.headingCosine(object) >= ALIKE ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static AttributeDeviation ofClass(ObjectVector object, List<ObjectVector> around, double surprise) {
        double share = around.stream()
                .mapToDouble(one -> one.className().equals(object.className()) ? 100 : 0)
                .average()
                .orElse(0);
        return new AttributeDeviation("class", object.className(), share, Math.nextUp(0.0), 100, surprise);
    }
}
