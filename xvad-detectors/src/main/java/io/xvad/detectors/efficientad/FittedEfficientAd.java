package io.xvad.detectors.efficientad;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.network.NetworkImages;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** EfficientAD after training; the backbone is no longer needed. */
final class FittedEfficientAd implements FittedDetector {

    private final EfficientAdSettings settings;
    private final SavedNetwork saved;
    private final EfficientAdScores scores;
    private final MapPainter painter;
    private final Lazy<EfficientAdGradient> gradient;
    private final Provenance provenance;

    /**
     * A detector that owns its scores.
     *
     * @param networks gives the networks in SameDiff, for gradients
     */
    FittedEfficientAd(
            EfficientAdSettings settings,
            SavedNetwork saved,
            EfficientAdScores scores,
            Supplier<EfficientAdNetworks> networks,
            double sigma,
            Provenance provenance) {
        this.settings = settings;
        this.saved = saved;
        this.scores = scores;
        this.painter = new MapPainter(settings.shape().size(), sigma);
        this.gradient = new Lazy<>(() -> new EfficientAdGradient(networks.get(), painter));
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] picture = NetworkImages.seen(image, settings.shape().size());
        AnomalyMap map = painter.paint(scores.map(picture), settings.shape().side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == WholeGraph.class) {
            return Optional.of(type.cast(new EfficientAdWhole(
                    saved, settings.shape().size(), settings.shape().side(), painter)));
        }
        return type == Differentiable.class && TrainingRuntime.isAvailable()
                ? Optional.of(type.cast(gradient.get()))
                : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        settings.write(model);
        saved.write(model);
    }

    @Override
    public void close() {
        scores.close();
    }
}
