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
 * Puts the distances of all attributes on one scale, so that they can be added: the surprise is 0 up to the median of normal objects, and 1
 * for what one normal object in two hundred reaches. Normal objects are compared with those of other clips. Immutable.
 *
 * @param scales median and 99.5th percentile of each attribute's distance
 * @param away 99.5th percentile of how far normal objects are from where others were, in shares of the frame's height
 */
record SurpriseScales(Map<AttributeKind, Scale> scales, double away) {

    private static final String ENTRY = "surprise-scales";
    private static final String AWAY = "surprise-away";
    private static final double RARE = 0.995;
    private static final double LEAST = 1e-3;

    /** Frame heights. */
    private static final double PLACE = 0.03;

    private static final List<Double> UNKNOWN = List.of(0.0);

    /**
     * The scale of one attribute.
     *
     * @param middle distance that is no surprise
     * @param rare distance of surprise 1, above {@code middle}
     */
    record Scale(double middle, double rare) {

        static Scale of(List<Double> distances, double least) {
            double[] sorted =
                    distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double middle = sorted[sorted.length / 2];
            double rare = sorted[(int) Math.min(sorted.length - 1.0, Math.floor(RARE * sorted.length))];
            return new Scale(middle, Math.max(rare, middle + least + 0.1 * Math.abs(middle)));
        }

        double surprise(double distance) {
            return Math.max(0, (distance - middle) / (rare - middle));
        }
    }

    /** Learned from the memory bank itself. */
    static SurpriseScales of(AttributeDistances attributes) {
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
            scales.put(part, Scale.of(distances.getOrDefault(part, UNKNOWN), least(part, bank)));
        }
        return new SurpriseScales(scales, Scale.of(away, LEAST).rare());
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
            values[2 * part.ordinal()] = scale(part).middle();
            values[2 * part.ordinal() + 1] = scale(part).rare();
        }
        model.doubles(ENTRY, values);
        model.doubles(AWAY, new double[] {away});
    }

    static SurpriseScales read(ModelReader model) {
        double[] values = model.doubles(ENTRY);
        if (values.length != 2 * AttributeKind.values().length) {
            throw new XvadModelException("'" + ENTRY + "' must have " + 2 * AttributeKind.values().length + " values");
        }
        Map<AttributeKind, Scale> scales = new EnumMap<>(AttributeKind.class);
        for (AttributeKind part : AttributeKind.values()) {
            scales.put(part, new Scale(values[2 * part.ordinal()], values[2 * part.ordinal() + 1]));
        }
        return new SurpriseScales(scales, model.doubles(AWAY)[0]);
    }
}
