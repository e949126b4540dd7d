package io.xvad.detectors.distillation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.pictures.TrainingPictures;
import java.util.List;
import java.util.Optional;

/** EfficientAD after training; the backbone is no longer needed. One run of the networks at a time. */
final class FittedEfficientAd implements FittedDetector {

    private final EfficientAdNetworks networks;
    private final MapPainter painter;
    private final EfficientAdGradient gradient;
    private final Provenance provenance;

    FittedEfficientAd(EfficientAdNetworks networks, double sigma, Provenance provenance) {
        this.networks = networks;
        this.painter = new MapPainter(networks.shape().size(), sigma);
        this.gradient = new EfficientAdGradient(networks, painter);
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] picture = TrainingPictures.seen(image, networks.shape().size());
        float[] cells;
        synchronized (networks) {
            cells = networks.map(picture);
        }
        AnomalyMap map = painter.paint(cells, networks.shape().side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == Differentiable.class ? Optional.of(type.cast(gradient)) : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        synchronized (networks) {
            networks.write(model);
        }
    }

    @Override
    public void close() {}
}
