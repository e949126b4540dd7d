package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.dl4j.Dl4jClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A classifier that DL4J's {@code ModelSerializer} has written, run by DL4J. Thread-safe; one run at a time. */
final class OwnDl4jClassifier implements OwnClassifier {

    private final List<String> layers;
    private final String logits;
    private final Dl4jScore.Classifier classifier;
    private boolean handedOver;

    OwnDl4jClassifier(byte[] zip, Options options, List<String> asked) {
        Dl4jClassifier file = Dl4jClassifier.of(zip);
        logits = file.outline().logits();
        layers = asked.isEmpty() ? file.outline().features().stream().toList() : asked;
        List<String> outputs = new ArrayList<>(layers);
        outputs.remove(logits);
        outputs.add(logits);
        classifier = new Dl4jScore.Classifier(
                zip,
                file.open(outputs),
                ImageOptions.size(options),
                ClassifierPixels.named(options.get(PretextOptions.CLASSIFIER_PIXELS)));
    }

    @Override
    public String logits() {
        return logits;
    }

    @Override
    public List<String> layers() {
        return layers;
    }

    @Override
    public Map<String, Tensor> outputs(Image image) {
        return classifier.run(NetworkImages.seen(image, classifier.size()));
    }

    @Override
    public ClassifierScore score(Confidence confidence, OptionalDouble epsilon, List<Image> images) {
        double length = epsilon.orElseGet(() -> best(confidence, images));
        handedOver = true;
        return new Dl4jScore(classifier, confidence, length);
    }

    private double best(Confidence confidence, List<Image> images) {
        EpsilonSearch search = new EpsilonSearch();
        for (Image image : images) {
            float[] seen = NetworkImages.seen(image, classifier.size());
            float[] gradient = classifier.gradient(seen, confidence);
            search.add(epsilon -> confidence.of(classifier.run(Dl4jScore.moved(seen, gradient, epsilon))));
        }
        return search.best();
    }

    /** The network stays open with what scores, which closes it. */
    @Override
    public void close() {
        if (!handedOver) {
            classifier.network().close();
        }
    }
}
