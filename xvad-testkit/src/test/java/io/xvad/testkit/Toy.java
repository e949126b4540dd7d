package io.xvad.testkit;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Attends;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.RecordedAnswers;
import io.xvad.core.progress.Cancellation;
import java.util.List;
import java.util.Set;

/**
 * A detector as small as can be, to try the contract on: a pixel is as anomalous as it is brighter than the mean of the normal
 * images. The other toys change one thing each.
 */
public class Toy implements Detector {

    private static final String LEVEL = "level";

    private final String name;

    /** The detector as it should be. */
    public Toy() {
        this("toy");
    }

    Toy(String name) {
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
        return Set.of(Attends.class);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        TrainingRecord record = TrainingRecord.of(data);
        double level = level(record);
        return new FittedToy(this, level, request.provenance(this, record, external()), RecordedAnswers.none());
    }

    /** What is learned. */
    double level(TrainingRecord record) {
        return mean(record.normals());
    }

    static double mean(Samples samples) {
        double sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            Cancellation.check();
            sum += brightest(samples.get(i).requireImage());
        }
        return samples.size() == 0 ? 0 : sum / samples.size();
    }

    static double brightest(Image image) {
        return AnomalyMap.of(image.height(), image.width(), image.toArray()).max();
    }

    List<ExternalModel> external() {
        return List.of();
    }

    double score(Image image, double level, RecordedAnswers answers) {
        return brightest(image) - level;
    }

    List<AnomalyMap> maps(Image image, double level) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= (float) level;
        }
        return List.of(AnomalyMap.of(image.height(), image.width(), values));
    }

    Capabilities offered() {
        Attends attention = image -> AnomalyMap.of(image.height(), image.width(), image.toArray());
        return Capabilities.none().with(Attends.class, attention);
    }

    void save(ModelWriter model, double level, RecordedAnswers answers) {
        model.doubles(LEVEL, new double[] {level});
    }

    RecordedAnswers answers(ModelReader model) {
        return RecordedAnswers.none();
    }

    @Override
    public FittedDetector load(ModelReader model) {
        double[] level = model.doubles(LEVEL);
        if (level.length != 1) {
            throw new XvadModelException("one level wanted, got " + level.length);
        }
        return new FittedToy(this, level[0], model.provenance(), answers(model));
    }
}
