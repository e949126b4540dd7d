package io.xvad.detectors.gaussian;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.LearnedSample;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Sums, and the samples that they are of: what it takes to learn more and to forget. Immutable as long as nobody changes the sums.
 *
 * @param sums of the features of the samples
 * @param samples that were learned
 */
public record SummedSamples(GaussianSums sums, LearnedSamples samples) {

    /** Finds the rows of samples. */
    @FunctionalInterface
    public interface Rows {
        /** Reads all of the samples in their order and tells the rows of each. */
        void of(Samples samples, Consumer<float[]> rows);
    }

    /** What a model keeps, if it does. */
    public static Optional<SummedSamples> read(ModelReader model, int positions, int[] channels, int dimension) {
        return SumsEntry.isIn(model) && LearnedSamples.areIn(model)
                ? Optional.of(new SummedSamples(
                        SumsEntry.read(model, positions, channels, dimension), LearnedSamples.read(model)))
                : Optional.empty();
    }

    /** Whether the sums are not too large, above 1 GiB, to be kept in a model file. */
    public boolean canBeKept() {
        return SumsEntry.canHold(sums);
    }

    /** Writes both. */
    public void write(ModelWriter model) {
        SumsEntry.write(model, sums);
        samples.write(model);
    }

    /**
     * With more samples.
     *
     * @throws IllegalArgumentException if there are none
     */
    public SummedSamples with(Samples more, Rows rows) {
        if (more.size() == 0) {
            throw new IllegalArgumentException("learning more needs at least one normal sample, got none");
        }
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(more));
        GaussianSums all = sums.copy();
        rows.of(record.normals(), all::add);
        return new SummedSamples(all, samples.and(record.learnedSamples()));
    }

    /**
     * Without some samples, which are read once more and subtracted.
     *
     * @param again samples among which they are
     * @throws IllegalArgumentException if one is not, or is not what was learned, or none would be left
     */
    public SummedSamples without(Predicate<String> forgotten, Samples again, Rows rows) {
        LearnedSamples gone = samples.only(forgotten);
        if (gone.size() == samples.size()) {
            throw new IllegalArgumentException("nothing would be left of what was learned");
        }
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(again.select(places(gone, again))));
        GaussianSums rest = sums.copy();
        rows.of(record.normals(), rest::remove);
        requireSame(gone, record.learnedSamples());
        return new SummedSamples(rest.centred(), samples.only(forgotten.negate()));
    }

    private static int[] places(LearnedSamples gone, Samples again) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < again.size(); i++) {
            places.putIfAbsent(again.id(i), i);
        }
        int[] wanted = new int[gone.size()];
        for (int i = 0; i < wanted.length; i++) {
            String id = gone.all().get(i).id();
            Integer place = places.get(id);
            if (place == null) {
                throw new IllegalArgumentException(
                        "to forget '" + id + "' this detector subtracts it and needs it once more, as it was learned");
            }
            wanted[i] = place;
        }
        return wanted;
    }

    private static void requireSame(LearnedSamples gone, LearnedSamples read) {
        for (int i = 0; i < gone.size(); i++) {
            LearnedSample learned = gone.all().get(i);
            if (!learned.sha256().equals(read.all().get(i).sha256())) {
                throw new IllegalArgumentException(
                        "'" + learned.id()
                                + "' is no longer what was learned by that name: its pixels differ, so it cannot be subtracted");
            }
        }
    }
}
