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
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How sure somebody else's classifier is of a picture moved a little so that it becomes surer (Liang et al. 2018, equation 2;
 * Lee et al. 2018, equation 3). Thread-safe; one run at a time.
 */
public final class FittedClassifier implements FittedDetector {

    private final FrozenClassifier classifier;
    private final Certainty certainty;
    private final double epsilon;
    private final MapPainter painter;
    private final Provenance provenance;
    private final Consumer<ModelWriter> state;

    /**
     * A detector that owns its classifier.
     *
     * @param epsilon how far values of pictures in [0, 1] are moved
     * @param sigma standard deviation of the smoothing of the map, in pixels of the picture it sees
     * @param state writes what was learned besides the classifier
     */
    public FittedClassifier(
            FrozenClassifier classifier,
            Certainty certainty,
            double epsilon,
            double sigma,
            Provenance provenance,
            Consumer<ModelWriter> state) {
        this.classifier = classifier;
        this.certainty = certainty;
        this.epsilon = epsilon;
        this.painter = new MapPainter(classifier.size(), sigma);
        this.provenance = provenance;
        this.state = state;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        Tensor input = classifier.input(image);
        float[] gradient = classifier.gradient(input, certainty);
        double sure = certainty.of(classifier.run(classifier.moved(input, gradient, epsilon)));
        AnomalyMap map = painter.paint(strength(gradient), classifier.size(), image);
        return Detection.undecided(image.id(), -sure, List.of(map));
    }

    /** How strongly each pixel moves the certainty: absolute values, added up over channels. */
    private static float[] strength(float[] gradient) {
        float[] strength = new float[gradient.length / 3];
        for (int i = 0; i < gradient.length; i++) {
            strength[i % strength.length] += Math.abs(gradient[i]);
        }
        return strength;
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        classifier.write(model);
        state.accept(model);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
