package io.xvad.language.check;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Decision;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.progress.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Checks what a model says of an image: by asking again about the image with the place that it points at as it would be normally, and with as many pixels elsewhere so, as a control; by where a
 * measured map lies; by counting again what it gives a number of; by the model's other answers; and by the detector's decision. Immutable and thread-safe.
 *
 * <p>A claim is contradicted if the detector decides the opposite, most answers give the other verdict, or another number of things was counted. For a claim of an anomaly with a place there are two tests: where there is
 * room for a control, the score must fall by at least the margin more than with it; where there is a map, at most a tenth of the places of the same form may hold as much of it. A third is the count. The claim is supported if it
 * passes those that could be made, be it by the map or the count alone, and unsupported if it fails one. All else is unchecked, as is every claim without a place or a number.
 *
 * @param judge how anomalous an image is, from 0 to 1, by the model that made the claim
 * @param normal the image with a region as it would be normally
 * @param margin by how much more the score must fall, above 0
 * @param counter counts what claims give a number of; empty if nothing can be counted
 */
public record EvidenceCheck(
        ToDoubleFunction<Image> judge,
        BiFunction<Image, Mask, Image> normal,
        double margin,
        Optional<Counter> counter) {

    private static final double RARE = 0.1;
    private static final double HALF = 0.5;

    /** A check that counts nothing. */
    public EvidenceCheck(ToDoubleFunction<Image> judge, BiFunction<Image, Mask, Image> normal, double margin) {
        this(judge, normal, margin, Optional.empty());
    }

    /**
     * Checks a claim.
     *
     * @param answers all claims of the model about this image, this one among them
     * @param measured a map that the model did not make, if there is one
     * @param decision of a detector, or undecided
     */
    public Checked check(
            Claim claim, Image image, List<Claim> answers, Optional<AnomalyMap> measured, Decision decision) {
        double agreement = answers.stream()
                .mapToDouble(other -> other.anomalous() == claim.anomalous() ? 1 : 0)
                .average()
                .orElse(1);
        boolean opposite = decision == (claim.anomalous() ? Decision.NORMAL : Decision.ANOMALOUS);
        Drops drops = claim.anomalous()
                ? claim.place().flatMap(place -> drops(image, place, measured)).orElse(Drops.NONE)
                : Drops.NONE;
        Placing placing = claim.anomalous()
                ? claim.place()
                        .flatMap(place -> measured.flatMap(map -> placing(map, place)))
                        .orElse(Placing.NONE)
                : Placing.NONE;
        OptionalInt counted = counted(claim, image);
        boolean miscounted = counted.isPresent() && !counted.equals(claim.count());
        return new Checked(
                support(opposite || agreement < HALF || miscounted, drops, placing, counted.isPresent()),
                drops.drop(),
                drops.control(),
                placing.ratio(),
                placing.p(),
                agreement,
                spread(answers),
                opposite,
                claim.count(),
                counted);
    }

    /** Nothing for a claim without a number. */
    private OptionalInt counted(Claim claim, Image image) {
        return claim.count().isEmpty() || counter.isEmpty()
                ? OptionalInt.empty()
                : counter.get().count(claim, image);
    }

    private Support support(boolean contradicted, Drops drops, Placing placing, boolean counted) {
        if (contradicted) {
            return Support.CONTRADICTED;
        }
        if (drops.drop().isEmpty() && placing.p().isEmpty() && !counted) {
            return Support.UNCHECKED;
        }
        boolean falls = drops.drop().isEmpty()
                || drops.drop().getAsDouble() - drops.control().orElse(0) >= margin;
        boolean lies = placing.p().isEmpty() || placing.p().getAsDouble() <= RARE;
        return falls && lies ? Support.SUPPORTED : Support.UNSUPPORTED;
    }

    private record Drops(OptionalDouble drop, OptionalDouble control) {
        private static final Drops NONE = new Drops(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Nothing where the place leaves no room for a control. */
    private Optional<Drops> drops(Image image, Mask place, Optional<AnomalyMap> measured) {
        return Shifts.control(place, measured).map(control -> {
            double whole = judge.applyAsDouble(image);
            Cancellation.check();
            double without = judge.applyAsDouble(normal.apply(image, place));
            Cancellation.check();
            double elsewhere = judge.applyAsDouble(normal.apply(image, control));
            return new Drops(OptionalDouble.of(whole - without), OptionalDouble.of(whole - elsewhere));
        });
    }

    private record Placing(OptionalDouble ratio, OptionalDouble p) {
        private static final Placing NONE = new Placing(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Nothing for a map of zeros, or a place that is the whole image. */
    private static Optional<Placing> placing(AnomalyMap map, Mask place) {
        boolean[] everywhere = new boolean[map.height() * map.width()];
        Arrays.fill(everywhere, true);
        double all = Shifts.mass(map, Mask.of(map.height(), map.width(), everywhere));
        double share = place.count() / (double) everywhere.length;
        if (all == 0 || share == 1) {
            return Optional.empty();
        }
        double held = Shifts.mass(map, place);
        List<Mask> moved = Shifts.of(place);
        long asMuch =
                moved.stream().filter(other -> Shifts.mass(map, other) >= held).count();
        return Optional.of(new Placing(
                OptionalDouble.of(held / all / share), OptionalDouble.of((asMuch + 1.0) / (moved.size() + 1))));
    }

    private static double spread(List<Claim> answers) {
        double mean = answers.stream().mapToDouble(Claim::score).average().orElse(0);
        return Math.sqrt(answers.stream()
                .mapToDouble(answer -> (answer.score() - mean) * (answer.score() - mean))
                .average()
                .orElse(0));
    }
}
