package io.xvad.core.update;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.ProgressListener;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How far an image of one pixel is from the mean of those that were learned, which it keeps. */
record MeanGrey(List<Image> images, LearnedSamples learned, Provenance provenance)
        implements FittedDetector, LearnsMore, Forgets {

    static MeanGrey of(Samples normals) {
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(normals));
        List<Image> images = read(record.normals());
        return new MeanGrey(
                images,
                record.learnedSamples(),
                new Provenance(
                        "mean-grey",
                        Map.of(),
                        3,
                        images.size(),
                        record.learnedFrom().fingerprint(),
                        "1"));
    }

    static Image grey(String id, double value) {
        return Image.of(id, 1, 1, 1, new float[] {(float) value});
    }

    private static List<Image> read(Samples samples) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            images.add(samples.get(i).requireImage());
        }
        return images;
    }

    @Override
    public Detection detect(Sample sample) {
        double mean = images.stream()
                .mapToDouble(image -> image.toArray()[0])
                .average()
                .orElseThrow();
        float away = (float) Math.abs(sample.requireImage().toArray()[0] - mean);
        return Detection.undecided(sample.id(), away, List.of(AnomalyMap.of(1, 1, new float[] {away})));
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
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(normals));
        List<Image> more = new ArrayList<>(images);
        more.addAll(read(record.normals()));
        return changed(more, learned.and(record.learnedSamples()), Change.Kind.LEARNED_MORE, date, normals.size());
    }

    @Override
    public boolean needsSamples() {
        return false;
    }

    @Override
    public FittedDetector without(
            Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
        List<Image> rest =
                images.stream().filter(image -> !forgotten.test(image.id())).toList();
        return changed(rest, learned.only(forgotten.negate()), Change.Kind.FORGOT, date, images.size() - rest.size());
    }

    private static MeanGrey changed(
            List<Image> images, LearnedSamples learned, Change.Kind kind, LocalDate date, int samples) {
        Provenance before = new Provenance("mean-grey", Map.of(), 3, 1, "", "1");
        return new MeanGrey(
                images, learned, before.after(new Change(kind, date, samples, Change.EXACT), learned.learnedFrom()));
    }

    @Override
    public void save(ModelWriter model) {
        learned.write(model);
    }

    @Override
    public void close() {}
}
