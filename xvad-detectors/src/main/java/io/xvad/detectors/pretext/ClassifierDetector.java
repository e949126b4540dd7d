package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.training.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A detector that takes a classifier of the user's where {@link PretextOptions#CLASSIFIER} names one, and trains one on a
 * pretext task otherwise. A classifier of the user's in ONNX becomes, with its gradient, one graph that any engine of ONNX runs; one
 * that DL4J wrote needs ND4J to score.
 */
public abstract class ClassifierDetector extends PretextDetector {

    @Override
    public final List<OptionSpec<?>> options() {
        List<OptionSpec<?>> own = new ArrayList<>(ownOptions());
        own.addAll(List.of(PretextOptions.CLASSIFIER, PretextOptions.CLASSIFIER_PIXELS));
        return PretextOptions.all(own);
    }

    /** Names of the classifier's layers that are looked at besides the logits; none for what its last linear layer sees. */
    protected List<String> layers(Options options) {
        return List.of();
    }

    /**
     * Learns what confidence in the user's classifier is.
     *
     * @param outputs of the classifier for each normal image
     */
    protected abstract Confidence learn(OwnClassifier classifier, List<Map<String, Tensor>> outputs, Options options);

    /**
     * Brings back what {@link Confidence#write} wrote.
     *
     * @param logits name of the classifier's output of classes
     */
    protected abstract Confidence read(String logits, ModelReader model, Options options);

    /** Whether the classifier's outputs for normal images are what confidence is learned from. */
    protected abstract boolean learnsFromNormals();

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
        try (OwnClassifier classifier = OwnClassifier.open(options, layers(options))) {
            ClassifierScore score = score(classifier, record.normals(), request);
            return new FittedClassifier(score, options.get(ImageOptions.SIGMA), request.provenance(this, record));
        }
    }

    /** Where the length of the perturbation is to be chosen, some images are held out for it, of which nothing else is learned before. */
    private ClassifierScore score(OwnClassifier classifier, Samples normals, FitRequest request) {
        Options options = request.options();
        OptionalDouble epsilon = PretextOptions.epsilon(options);
        if (!learnsFromNormals() && epsilon.isPresent()) {
            return classifier.score(learn(classifier, List.of(), options), epsilon, List.of());
        }
        Split<Image> split = Split.drawn(images(normals, request), request.seed());
        List<Image> heldOut = split.heldOut().isEmpty() ? split.train() : split.heldOut();
        List<Image> learned = new ArrayList<>(split.train());
        if (epsilon.isPresent()) {
            learned.addAll(split.heldOut());
        }
        return classifier.score(learn(classifier, outputs(classifier, learned, request), options), epsilon, heldOut);
    }

    private static List<Image> images(Samples normals, FitRequest request) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            images.add(normals.get(i).requireImage());
            request.progress().progressed("images", i + 1L, normals.size());
        }
        return images;
    }

    private List<Map<String, Tensor>> outputs(OwnClassifier classifier, List<Image> images, FitRequest request) {
        List<Map<String, Tensor>> outputs = new ArrayList<>();
        for (int i = 0; learnsFromNormals() && i < images.size(); i++) {
            Cancellation.check();
            outputs.add(classifier.outputs(images.get(i)));
            request.progress().progressed("classify", i + 1L, images.size());
        }
        return outputs;
    }

    @Override
    public final FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return isGiven(options)
                ? new FittedClassifier(loaded(model, options), options.get(ImageOptions.SIGMA), model.provenance())
                : super.load(model);
    }

    private ClassifierScore loaded(ModelReader model, Options options) {
        if (SavedNetwork.isIn(model)) {
            return PerturbedScore.read(model, options.get(FeatureOptions.THREADS));
        }
        if (ForwardScore.isIn(model)) {
            return ForwardScore.read(model, options, read(ForwardScore.logits(model), model, options));
        }
        TrainingRuntime.require(name());
        try (OwnClassifier classifier = OwnClassifier.of(model.bytes(Dl4jScore.ENTRY), options, layers(options))) {
            return classifier.score(read(classifier.logits(), model, options), epsilon(model, options), List.of());
        }
    }

    /** The length that was chosen; models of earlier versions have it among their options only. */
    private static OptionalDouble epsilon(ModelReader model, Options options) {
        return model.has(Dl4jScore.LENGTH)
                ? OptionalDouble.of(model.doubles(Dl4jScore.LENGTH)[0])
                : PretextOptions.epsilon(options);
    }
}
