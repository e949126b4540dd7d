package io.xvad.testkit;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Keeps how bright each normal image is, so that it can learn more and forget. */
public class LongLivedToy implements Detector {

    private final String name;

    /** The detector as it should be. */
    public LongLivedToy() {
        this("long-lived-toy");
    }

    LongLivedToy(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "How much brighter than normal images the brightest pixel is";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Forgets.class, LearnedSamples.class, LearnsMore.class);
    }

    /** The ids that it keeps when it is to forget some. */
    List<String> kept(List<String> forgotten) {
        return List.of();
    }

    /** How much of what it already knows it keeps when it learns more. */
    double[] remembered(double[] levels) {
        return levels;
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        TrainingRecord record = TrainingRecord.of(data);
        double[] levels = brightness(record.normals());
        return new Fitted(this, levels, record.learnedSamples(), List.of(), request.provenance(this, record));
    }

    private static double[] brightness(Samples samples) {
        return IntStream.range(0, samples.size())
                .mapToDouble(i -> {
                    Cancellation.check();
                    return Toy.brightest(samples.get(i).requireImage());
                })
                .toArray();
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new Fitted(
                this, model.doubles("levels"), LearnedSamples.read(model), model.strings("notes"), model.provenance());
    }

    private record Fitted(
            LongLivedToy toy, double[] levels, LearnedSamples learned, List<String> notes, Provenance provenance)
            implements FittedDetector, LearnsMore, Forgets {

        @Override
        public Detection detect(Sample sample) {
            Image image = sample.requireImage();
            double level = Arrays.stream(levels).average().orElseThrow();
            AnomalyMap map = AnomalyMap.of(image.height(), image.width(), image.toArray());
            return Detection.undecided(image.id(), map.max() - level, List.of(map));
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.none()
                    .with(LearnedSamples.class, learned)
                    .with(LearnsMore.class, this)
                    .with(Forgets.class, this);
        }

        @Override
        public FittedDetector withMore(Samples normals, LocalDate date, ProgressListener progress) {
            if (normals.size() == 0) {
                throw new IllegalArgumentException("nothing to learn");
            }
            TrainingRecord record = TrainingRecord.of(TrainingSet.normals(normals));
            double[] all = DoubleStream.concat(
                            Arrays.stream(toy.remembered(levels)), Arrays.stream(brightness(record.normals())))
                    .toArray();
            LearnedSamples samples = learned.and(record.learnedSamples());
            Change change = new Change(Change.Kind.LEARNED_MORE, date, normals.size(), Change.EXACT);
            return new Fitted(toy, all, samples, notes, provenance.after(change, samples.learnedFrom()));
        }

        @Override
        public boolean needsSamples() {
            return false;
        }

        @Override
        public FittedDetector without(
                Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
            double[] rest = IntStream.range(0, levels.length)
                    .filter(i -> !forgotten.test(learned.all().get(i).id()))
                    .mapToDouble(i -> levels[i])
                    .toArray();
            LearnedSamples samples = learned.only(forgotten.negate());
            List<String> gone = learned.only(forgotten).all().stream()
                    .map(sample -> sample.id())
                    .toList();
            Change change = new Change(Change.Kind.FORGOT, date, gone.size(), Change.EXACT);
            return new Fitted(toy, rest, samples, toy.kept(gone), provenance.after(change, samples.learnedFrom()));
        }

        @Override
        public void save(ModelWriter model) {
            model.doubles("levels", levels);
            learned.write(model);
            model.strings("notes", notes);
        }

        @Override
        public void close() {}
    }
}
