package io.xvad.detectors.pretext;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.detectors.features.MapPainter;
import java.util.List;

/**
 * Scores an image by how little confident somebody else's classifier is of it after each of its values was moved a little to
 * make it more confident (Liang et al., 2018, equation 2; Lee et al., 2018, equation 3). Thread-safe; one run at a time.
 */
final class FittedClassifier implements FittedDetector {

    private final OwnClassifier classifier;
    private final Confidence confidence;
    private final double epsilon;
    private final MapPainter painter;
    private final Provenance provenance;

    /**
     * A detector that owns its classifier.
     *
     * @param epsilon how far values of images in [0, 1] are moved
     * @param sigma standard deviation of the smoothing of the map, in pixels of the image the classifier sees
     */
    FittedClassifier(
            OwnClassifier classifier, Confidence confidence, double epsilon, double sigma, Provenance provenance) {
        this.classifier = classifier;
        this.confidence = confidence;
        this.epsilon = epsilon;
        this.painter = new MapPainter(classifier.size(), sigma);
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Tensor input = classifier.input(image);
        float[] gradient = classifier.gradient(input, confidence);
        double confident = confidence.of(classifier.run(classifier.moved(input, gradient, epsilon)));
        AnomalyMap map = painter.paint(strength(gradient), classifier.size(), image);
        return Detection.undecided(image.id(), -confident, List.of(map));
    }

    /** How strongly each pixel moves the confidence: absolute values, added up over channels. */
    private static float[] strength(float[] gradient) {
        float[] strength = new float[gradient.length / 3];
        for (int i = 0; i < gradient.length; i++) {
            strength[i % strength.length] += Math.abs(gradient[i]);
        }
        return strength;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        classifier.write(model);
        confidence.write(model);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
