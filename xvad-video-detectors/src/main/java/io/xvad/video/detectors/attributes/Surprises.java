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
 * Puts the distances of all attributes on one scale: 0 is the median of normal things and less, 1 what one normal thing in two
 * hundred reaches. Normal things are compared with those of other clips. Immutable.
 *
 * @param scales median and 99.5th percentile of each attribute's distance
 * @param away 99.5th percentile of how far normal things are from where others were, in shares of the frame's height
 */
record Surprises(Map<Part, Scale> scales, double away) {

    private static final String ENTRY = "surprise-scales";
    private static final String AWAY = "surprise-away";
    private static final double RARE = 0.995;
    private static final List<Double> UNKNOWN = List.of(0.0);

    /**
     * A scale.
     *
     * @param middle distance that is no surprise
     * @param rare distance of surprise 1, above {@code middle}
     */
    record Scale(double middle, double rare) {

        static Scale of(List<Double> distances) {
            double[] sorted =
                    distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double middle = sorted[sorted.length / 2];
            double rare = sorted[(int) Math.min(sorted.length - 1.0, Math.floor(RARE * sorted.length))];
            return new Scale(middle, Math.max(rare, middle + 1e-3 + 0.1 * Math.abs(middle)));
        }

        double surprise(double distance) {
            return Math.max(0, (distance - middle) / (rare - middle));
        }
    }

    /** Learned from the bank itself. */
    static Surprises of(Densities densities) {
        Bank bank = densities.bank();
        boolean several =
                bank.entries().stream().map(Bank.Entry::clip).distinct().count() > 1;
        Map<Part, List<Double>> distances = new EnumMap<>(Part.class);
        List<Double> away = new ArrayList<>();
        for (int i = 0; i < bank.size(); i++) {
            Cancellation.check();
            Bank.Entry entry = bank.entries().get(i);
            int self = i;
            IntPredicate others = several ? k -> !bank.entries().get(k).clip().equals(entry.clip()) : k -> k != self;
            int[] around = densities.around(entry.observation(), others);
            away.add(densities.away(entry.observation(), around));
            densities.distances(entry.observation(), around, others).forEach((part, distance) -> distances
                    .computeIfAbsent(part, key -> new ArrayList<>())
                    .add(distance));
        }
        Map<Part, Scale> scales = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            scales.put(part, Scale.of(distances.getOrDefault(part, UNKNOWN)));
        }
        return new Surprises(scales, Scale.of(away).rare());
    }

    /** Surprises by attribute. */
    Map<Part, Double> of(Map<Part, Double> distances) {
        Map<Part, Double> surprises = new EnumMap<>(Part.class);
        distances.forEach((part, distance) -> surprises.put(part, scale(part).surprise(distance)));
        return surprises;
    }

    Scale scale(Part part) {
        return Objects.requireNonNull(scales.get(part));
    }

    void write(ModelWriter model) {
        double[] values = new double[2 * Part.values().length];
        for (Part part : Part.values()) {
            values[2 * part.ordinal()] = scale(part).middle();
            values[2 * part.ordinal() + 1] = scale(part).rare();
        }
        model.doubles(ENTRY, values);
        model.doubles(AWAY, new double[] {away});
    }

    static Surprises read(ModelReader model) {
        double[] values = model.doubles(ENTRY);
        if (values.length != 2 * Part.values().length) {
            throw new XvadModelException("'" + ENTRY + "' must have " + 2 * Part.values().length + " values");
        }
        Map<Part, Scale> scales = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            scales.put(part, new Scale(values[2 * part.ordinal()], values[2 * part.ordinal() + 1]));
        }
        return new Surprises(scales, model.doubles(AWAY)[0]);
    }
}
