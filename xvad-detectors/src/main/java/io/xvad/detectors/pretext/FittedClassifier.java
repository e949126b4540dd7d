package io.xvad.detectors.pretext;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.network.NetworkImages;

/** Scores an image by how little confident somebody else's classifier is of it. Thread-safe. */
final class FittedClassifier implements FittedDetector {

    private final ClassifierScore score;
    private final MapPainter painter;
    private final Capabilities capabilities;
    private final Provenance provenance;

    /**
     * A detector that owns what it scores by.
     *
     * @param sigma standard deviation of the smoothing of the map, in pixels of the image the classifier sees
     */
    FittedClassifier(ClassifierScore score, double sigma, Provenance provenance) {
        this.score = score;
        this.painter = new MapPainter(score.size(), sigma);
        this.provenance = provenance;
        this.capabilities = TrainingRuntime.isAvailable()
                ? score.whole(painter)
                        .map(whole -> Capabilities.none().with(WholeGraph.class, whole))
                        .orElseGet(Capabilities::none)
                : Capabilities.none();
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        ClassifierScore.Found found = score.of(NetworkImages.seen(image, score.size()));
        return Detection.undecided(
                image.id(),
                found.score(),
                found.map().stream()
                        .map(map -> painter.paint(map, score.size(), image))
                        .toList());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        score.write(model);
    }

    @Override
    public void close() {
        score.close();
    }
}
