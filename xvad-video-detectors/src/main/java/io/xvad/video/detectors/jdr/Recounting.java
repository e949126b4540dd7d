package io.xvad.video.detectors.jdr;

import io.xvad.core.explain.AttributeDeviation;
import io.xvad.video.detectors.objects.NormalRange;
import io.xvad.video.motion.ForegroundObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Tells by which concepts a region is unusual in its environment. A class of an object network is told if its score is high and improbable, what is measured if it is improbable. The distance that decided comes after the
 * concepts that are outside their normal range, and what is within it last.
 *
 * @param concepts of the environment
 * @param distances of normal regions from those of other videos
 * @param sure the least score of a class that is told, in [0, 1]
 * @param framesPerSecond nominal rate of the video
 */
record Recounting(Concepts concepts, NormalDistances distances, double sure, double framesPerSecond) {

    private static final String APPEARANCE = "appearance";

    private static final Comparator<AttributeDeviation> ORDER = Comparator.comparing(AttributeDeviation::isUsual)
            .thenComparing(one -> one.attribute().equals(APPEARANCE))
            .thenComparing(
                    Comparator.comparingDouble(AttributeDeviation::surprise).reversed());

    /**
     * What is unusual of a region.
     *
     * @param distance from the nearest normal one, by features
     * @param away from the nearest normal one in place, in heights of the frame
     * @param frameHeight in pixels
     */
    List<AttributeDeviation> of(Region region, double distance, double away, int frameHeight) {
        Region compared = region.stayingAtMost(concepts.longestStay());
        Map<String, AttributeDeviation> measured = new LinkedHashMap<>();
        for (Measure measure : concepts.measured().keySet()) {
            double score = measure.of(compared, away);
            if (!Double.isNaN(score)) {
                measured.merge(measure.word(), told(measure, score, region, frameHeight), Recounting::moreSurprising);
            }
        }
        List<AttributeDeviation> all = new ArrayList<>(measured.values());
        if (!region.className().equals(ForegroundObject.UNNAMED) && region.confidence() >= sure) {
            all.add(ofClass(region));
        }
        all.add(distances.deviation(APPEARANCE, distance));
        return all.stream().filter(one -> one.surprise() > 0).sorted(ORDER).toList();
    }

    private static AttributeDeviation moreSurprising(AttributeDeviation one, AttributeDeviation other) {
        return other.surprise() > one.surprise() ? other : one;
    }

    /** A stay that counts as a shorter one is told as long as it is, and so is the end of the normal range if it is that shorter one. */
    private AttributeDeviation told(Measure measure, double score, Region region, int frameHeight) {
        Concept concept = concepts.of(measure);
        if (measure == Measure.HEADING) {
            return new AttributeDeviation(
                    measure.word(),
                    measure.unit(),
                    concepts.share(score),
                    concepts.alike().low(),
                    1,
                    concept.surprise(score));
        }
        NormalRange range = concept.range();
        DoubleUnaryOperator unit = one -> measure == Measure.STAY && one == score
                ? region.stay()
                : measure.told(one, frameHeight, framesPerSecond);
        return new AttributeDeviation(
                measure.word(),
                measure.unit(),
                unit.applyAsDouble(score),
                unit.applyAsDouble(range.low()),
                unit.applyAsDouble(range.high()),
                concept.surprise(score));
    }

    private AttributeDeviation ofClass(Region region) {
        Concept concept = concepts.ofClass(region.className());
        NormalRange range = concept.range();
        return new AttributeDeviation(
                region.className(),
                "% sure",
                100 * region.confidence(),
                100 * Concepts.score(range.low()),
                100 * Concepts.score(range.high()),
                concept.surprise(Concepts.logit(region.confidence())));
    }
}
