package io.xvad.detectors.pretext;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;

/**
 * A detector that takes a classifier of the user's where {@link PretextOptions#CLASSIFIER} names one, and trains one on a
 * pretext task otherwise. With a classifier of the user's it has no capabilities and needs ND4J to score.
 */
public abstract class ClassifierDetector extends PretextDetector {

    /** How far each value of an image is moved. */
    protected abstract double epsilon(Options options);

    /** Names of the classifier's layers that are looked at besides the logits; none for what its last linear layer sees. */
    protected List<String> layers(Options options) {
        return List.of();
    }

    /**
     * Learns what confidence in the user's classifier is.
     *
     * @param normals of which it reads only what it learns from
     */
    protected abstract Confidence learn(OwnClassifier classifier, Samples normals, FitRequest request);

    /** Brings back what {@link Confidence#write} wrote. */
    protected abstract Confidence read(OwnClassifier classifier, ModelReader model, Options options);

    private static boolean isGiven(Options options) {
        return !options.get(PretextOptions.CLASSIFIER).isEmpty();
    }

    @Override
    public final FittedDetector fit(TrainingSet data, FitRequest request) {
        if (!isGiven(request.options())) {
            return super.fit(data, request);
        }
        TrainingRuntime.require(name());
        requireEnoughNormals(data);
        Options options = request.options();
        TrainingRecord record = TrainingRecord.of(data);
        OwnClassifier classifier = OwnClassifier.open(options, layers(options));
        try {
            Confidence confidence = learn(classifier, record.normals(), request);
            return fitted(classifier, confidence, options, request.provenance(this, record));
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        if (!isGiven(options)) {
            return super.load(model);
        }
        TrainingRuntime.require(name());
        OwnClassifier classifier = OwnClassifier.read(model, options, layers(options));
        return fitted(classifier, read(classifier, model, options), options, model.provenance());
    }

    private FittedDetector fitted(
            OwnClassifier classifier, Confidence confidence, Options options, Provenance provenance) {
        return new FittedClassifier(
                classifier, confidence, epsilon(options), options.get(ImageOptions.SIGMA), provenance);
    }
}
