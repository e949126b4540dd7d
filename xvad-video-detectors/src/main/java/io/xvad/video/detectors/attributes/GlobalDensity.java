package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures how unusual attributes are wherever an object is (Reiss and Hoshen 2022): appearance and pose, which have many dimensions, by
 * the mean distance to those of the nearest few normal objects; the histogram of velocity by its negative log-likelihood under a
 * mixture of Gaussians. Immutable.
 *
 * @param bank normal objects
 * @param all indices of all of them
 * @param neighbours over how many nearest distances are averaged
 * @param squared whether distances are squared, as in AI-VAD
 * @param velocity mixture of histograms of velocity; empty if they do not count
 */
record GlobalDensity(
        ObjectMemoryBank bank, int[] all, int neighbours, boolean squared, Optional<GaussianMixture> velocity) {

    private static final String VELOCITY = "velocity-mixture";

    /**
     * Pixels a nominal interval to which optical flow is trusted. With the thousandth that scikit-learn stands for, directions in which hardly
     * anything moves decide the likelihood.
     */
    private static final double ACCURACY = 0.05;

    GlobalDensity(ObjectMemoryBank bank, int neighbours, boolean squared, Optional<GaussianMixture> velocity) {
        this(bank, NearestEntries.all(bank.size()), neighbours, squared, velocity);
    }

    /** The mixture of the histograms of velocity in a memory bank; empty if it has none. */
    static Optional<GaussianMixture> velocity(ObjectMemoryBank bank, MixtureFit fit) {
        List<double[]> rows = new ArrayList<>();
        for (ObjectMemoryBank.Entry entry : bank.entries()) {
            if (entry.observation().velocity().length > 0) {
                rows.add(doubles(entry.observation().velocity()));
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(fit.exact(rows, ACCURACY));
    }

    /** The mixture that was written, of histograms of so many bins. */
    static Optional<GaussianMixture> readVelocity(ModelReader model, int bins) {
        return model.has(VELOCITY) ? Optional.of(GaussianMixture.read(model, VELOCITY, bins)) : Optional.empty();
    }

    void write(ModelWriter model) {
        velocity.ifPresent(mixture -> mixture.write(model, VELOCITY));
    }

    /** By attribute, higher is less usual; attributes that are not known are left out. */
    Map<AttributeKind, Double> distances(Observation object, IntPredicate allowed) {
        Map<AttributeKind, Double> distances = new EnumMap<>(AttributeKind.class);
        distances.put(
                AttributeKind.APPEARANCE,
                mean(
                        allowed,
                        i -> distance(object.appearance(), bank.observation(i).appearance())));
        if (object.pose().length > 0) {
            distances.put(
                    AttributeKind.POSE,
                    mean(
                            i -> allowed.test(i) && object.isPosedLike(bank.observation(i)),
                            i -> distance(object.pose(), bank.observation(i).pose())));
        }
        if (object.velocity().length > 0) {
            velocity.ifPresent(
                    mixture -> distances.put(AttributeKind.VELOCITY, -mixture.logDensity(doubles(object.velocity()))));
        }
        return distances;
    }

    private double mean(IntPredicate counted, IntToDoubleFunction distance) {
        return NearestEntries.meanDistance(all, neighbours, counted, distance);
    }

    private double distance(float[] one, float[] other) {
        double squares = squares(one, other);
        return squared ? squares : Math.sqrt(squares);
    }

    /** Euclidean distance of two vectors of the same length, squared. */
    static double squares(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
