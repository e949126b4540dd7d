package io.xvad.detectors.network;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Attends;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A trained network that gives a map and a score. */
final class FittedImageNetwork implements FittedDetector, Reconstructs, Attends {

    private final SavedNetwork saved;
    private final ImageScorer scorer;
    private final ImageViews views;
    private final int size;
    private final MapPainter painter;
    private final Set<Class<?>> capabilities;
    private final Supplier<Optional<Differentiable>> gradient;
    private final Provenance provenance;

    /**
     * A detector that owns its scorer.
     *
     * @param saved what is written to a model file
     * @param views what of a picture goes into the network
     * @param size side of the pictures
     * @param gradient gives the gradient of the score where ND4J can run and the score has one
     */
    FittedImageNetwork(
            SavedNetwork saved,
            ImageScorer scorer,
            ImageViews views,
            int size,
            MapPainter painter,
            Set<Class<?>> capabilities,
            Supplier<Optional<Differentiable>> gradient,
            Provenance provenance) {
        this.saved = saved;
        this.scorer = scorer;
        this.views = views;
        this.size = size;
        this.painter = painter;
        this.capabilities = capabilities;
        this.gradient = gradient;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        ImageFinding.Found found = scorer.find(NetworkImages.seen(image, size));
        AnomalyMap map = painter.paint(found.map(), found.side(), image);
        return Detection.undecided(image.id(), found.score().orElse(map.max()), List.of(map));
    }

    @Override
    public AnomalyMap attention(Image image) {
        ImageFinding.Found found = scorer.find(NetworkImages.seen(image, size));
        return painter.paint(found.map(), found.side(), image);
    }

    @Override
    public Image reconstruct(Image image) {
        float[] output = scorer.reconstruct(NetworkImages.seen(image, size));
        Image large = Resize.image(Image.of(image.id(), 3, size, size, output), image.height(), image.width());
        return image.channels() == 3 ? large : Channels.grey(large);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == Differentiable.class) {
            return gradient.get().map(type::cast);
        }
        if (type == WholeGraph.class) {
            return Optional.of(type.cast(whole()));
        }
        return capabilities.contains(type) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    private WholeGraph whole() {
        int side = scorer.find(new float[3 * size * size]).side();
        return new ImageGraph(saved, views, size, side, painter);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
