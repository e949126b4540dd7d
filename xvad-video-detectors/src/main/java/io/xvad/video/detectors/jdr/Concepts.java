package io.xvad.video.detectors.jdr;

import io.xvad.video.detectors.objects.NormalRange;
import io.xvad.video.motion.ForegroundObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The concepts of an environment: what is measured, and the classes of an object network, whose scores are logits, so that scores near 0 differ as those near 1 do. Of a class that
 * no normal region has all scores are 0. Immutable and thread-safe.
 *
 * @param measured those that are known of a normal region
 * @param classes of normal regions
 * @param unseen any other class
 * @param headings of normal regions, in radians, evenly spread over them
 * @param alike the range of the shares of {@code headings} that are near a normal heading
 * @param longestStay seconds, above 0: the longest stay of which normal clips tell whether it is usual; longer ones count as it
 */
record Concepts(
        Map<Measure, Concept> measured,
        Map<String, Concept> classes,
        Concept unseen,
        double[] headings,
        NormalRange alike,
        double longestStay) {

    private static final double ALIKE = Math.PI / 4;
    private static final int COMPARED = 500;

    /** Scores are kept this far from 0 and 1. */
    private static final double CLAMP = 0.01;

    /** The least bandwidth of logits. */
    private static final double ACCURACY = 0.25;

    /** Learned from normal regions. */
    static Concepts of(RegionMemory memory) {
        double[] away = memory.leftOut(Region::away);
        Map<Measure, Concept> measured = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            double[] scores = measure == Measure.PLACE
                    ? away
                    : memory.entries().stream()
                            .mapToDouble(entry -> measure.of(entry.region().stayingAtMost(memory.longestStay()), 0))
                            .filter(score -> !Double.isNaN(score))
                            .toArray();
            if (scores.length > 0) {
                measured.put(measure, Concept.of(scores, measure.accuracy(), measure == Measure.HEADING));
            }
        }
        double[] headings = headings(measured);
        return new Concepts(
                Collections.unmodifiableMap(measured),
                classes(memory),
                Concept.of(scores(memory, ""), ACCURACY, false),
                headings,
                NormalRange.of(Arrays.stream(headings).map(one -> share(one, headings)), 1),
                memory.longestStay());
    }

    private static double[] headings(Map<Measure, Concept> measured) {
        Concept heading = measured.get(Measure.HEADING);
        if (heading == null) {
            return new double[0];
        }
        double[] all = heading.density().values();
        int count = Math.min(COMPARED, all.length);
        double[] some = new double[count];
        for (int i = 0; i < count; i++) {
            some[i] = all[(int) ((long) i * all.length / count)];
        }
        return some;
    }

    private static Map<String, Concept> classes(RegionMemory memory) {
        return memory.entries().stream()
                .map(entry -> entry.region().className())
                .filter(name -> !name.equals(ForegroundObject.UNNAMED))
                .distinct()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> Concept.of(scores(memory, name), ACCURACY, false),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static double[] scores(RegionMemory memory, String name) {
        return memory.entries().stream()
                .map(RegionMemory.Entry::region)
                .mapToDouble(one -> logit(one.className().equals(name) ? one.confidence() : 0))
                .toArray();
    }

    /** Those of a class, whether normal regions have it or not. */
    Concept ofClass(String name) {
        return classes.getOrDefault(name, unseen);
    }

    Concept of(Measure measure) {
        return Objects.requireNonNull(measured.get(measure));
    }

    /** The share of normal headings within 45 degrees of one. */
    double share(double heading) {
        return share(heading, headings);
    }

    private static double share(double heading, double[] headings) {
        return DoubleStream.of(headings)
                .map(one -> Math.abs(Math.IEEEremainder(one - heading, 2 * Math.PI)) <= ALIKE ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** The logit of a score in [0, 1]. */
    static double logit(double score) {
        double inside = Math.max(CLAMP, Math.min(1 - CLAMP, score));
        return Math.log(inside / (1 - inside));
    }

    /** The score of a logit, in [0, 1]; the least logit is that of 0. */
    static double score(double logit) {
        return logit <= logit(0) ? 0 : 1 / (1 + Math.exp(-logit));
    }
}
