package io.xvad.video.detectors.attributes;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Puts the distances of all attributes on one scale, so that they can be added: see {@link ScaleEnds}. Normal objects are compared with
 * those of other clips. Immutable.
 *
 * @param scales of each attribute's distance
 * @param away 99.5th percentile of how far normal objects are from where others were, in shares of the frame's height
 */
record SurpriseScales(Map<AttributeKind, Scale> scales, double away) {

    private static final String ENTRY = "surprise-scales";
    private static final String AWAY = "surprise-away";
    private static final double LEAST = 1e-3;

    /** Attributes that models have which were saved before there was {@link AttributeKind#VELOCITY}. */
    private static final int BEFORE_VELOCITY = 9;

    /** Frame heights. */
    private static final double PLACE = 0.03;

    private static final List<Double> UNKNOWN = List.of(0.0);

    /**
     * The scale of one attribute.
     *
     * @param usual distance up to which nothing is surprising
     * @param rare distance of surprise 1, above {@code usual}
     */
    record Scale(double usual, double rare) {

        double surprise(double distance) {
            return Math.max(0, (distance - usual) / (rare - usual));
        }
    }

    /** Learned from the memory bank itself. */
    static SurpriseScales of(AttributeDistances attributes, ScaleEnds ends) {
        ObjectMemoryBank bank = attributes.bank();
        boolean several = bank.entries().stream()
                        .map(ObjectMemoryBank.Entry::clip)
                        .distinct()
                        .count()
                > 1;
        Map<AttributeKind, List<Double>> distances = new EnumMap<>(AttributeKind.class);
        List<Double> away = new ArrayList<>();
        for (int i = 0; i < bank.size(); i++) {
            Cancellation.check();
            ObjectMemoryBank.Entry entry = bank.entries().get(i);
            int self = i;
            IntPredicate others = several ? k -> !bank.entries().get(k).clip().equals(entry.clip()) : k -> k != self;
            int[] around = attributes.around(entry.observation(), others);
            away.add(attributes.away(entry.observation(), around));
            attributes.of(entry.observation(), around, others).forEach((part, distance) -> distances
                    .computeIfAbsent(part, key -> new ArrayList<>())
                    .add(distance));
        }
        Map<AttributeKind, Scale> scales = new EnumMap<>(AttributeKind.class);
        for (AttributeKind part : AttributeKind.values()) {
            scales.put(part, ends.of(distances.getOrDefault(part, UNKNOWN), part, least(part, bank)));
        }
        return new SurpriseScales(
                scales, ScaleEnds.MEDIAN.of(away, AttributeKind.PLACE, LEAST).rare());
    }

    /** The least difference of a rare distance from the usual one. */
    private static double least(AttributeKind part, ObjectMemoryBank bank) {
        return switch (part) {
            case PLACE -> PLACE;
            case STAY -> Math.max(LEAST, usualStay(bank));
            default -> LEAST;
        };
    }

    private static double usualStay(ObjectMemoryBank bank) {
        double[] stays = bank.entries().stream()
                .map(ObjectMemoryBank.Entry::observation)
                .filter(one -> one.whole() && one.stay() != Observation.LONGER)
                .mapToDouble(Observation::stay)
                .sorted()
                .toArray();
        return stays.length == 0 ? LEAST : stays[stays.length / 2];
    }

    /** Surprises by attribute. */
    Map<AttributeKind, Double> of(Map<AttributeKind, Double> distances) {
        Map<AttributeKind, Double> surprises = new EnumMap<>(AttributeKind.class);
        distances.forEach((part, distance) -> surprises.put(part, scale(part).surprise(distance)));
        return surprises;
    }

    Scale scale(AttributeKind part) {
        return Objects.requireNonNull(scales.get(part));
    }

    void write(ModelWriter model) {
        double[] values = new double[2 * AttributeKind.values().length];
        for (AttributeKind part : AttributeKind.values()) {
            values[2 * part.ordinal()] = scale(part).usual();
            values[2 * part.ordinal() + 1] = scale(part).rare();
        }
        model.doubles(ENTRY, values);
        model.doubles(AWAY, new double[] {away});
    }

    static SurpriseScales read(ModelReader model) {
        double[] values = model.doubles(ENTRY);
        AttributeKind[] kinds = AttributeKind.values();
        if (values.length != 2 * kinds.length && values.length != 2 * BEFORE_VELOCITY) {
            throw new XvadModelException("'" + ENTRY + "' must have " + 2 * kinds.length + " values");
        }
        Map<AttributeKind, Scale> scales = new EnumMap<>(AttributeKind.class);
        for (int i = 0; i < values.length / 2; i++) {
            scales.put(kinds[i], new Scale(values[2 * i], values[2 * i + 1]));
        }
        return new SurpriseScales(scales, model.doubles(AWAY)[0]);
    }
}
