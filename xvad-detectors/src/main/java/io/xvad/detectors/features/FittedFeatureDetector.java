package io.xvad.detectors.features;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.detectors.restoration.NormalComposition;
import io.xvad.detectors.restoration.NormalImages;
import java.util.List;
import java.util.function.Supplier;

/**
 * Base of the fitted detectors that judge each position of an image by the features of a frozen backbone: the map is painted
 * from one distance for each position, and its maximum is the score. Thread-safe; closes its extractor.
 */
public abstract class FittedFeatureDetector implements FittedDetector {

    private final PatchExtractor extractor;
    private final MapPainter painter;
    private final NormalImages normals;
    private final Provenance provenance;
    private final ReverseBackbone reverse;
    private final Lazy<Capabilities> capabilities = new Lazy<>(this::offered);

    /** Creates a detector on an open extractor, which is closed with it. */
    protected FittedFeatureDetector(
            PatchExtractor extractor, MapPainter painter, NormalImages normals, Provenance provenance) {
        this.extractor = extractor;
        this.painter = painter;
        this.normals = normals;
        this.provenance = provenance;
        this.reverse = new ReverseBackbone(extractor);
    }

    /**
     * How far each position is from normal.
     *
     * @param rows features of the image, {@code side * side} rows
     * @return one distance for each row
     */
    protected abstract float[] distances(Image image, float[] rows);

    /** Writes what was learned besides the backbone and the normal images. */
    protected abstract void saveLearned(ModelWriter model);

    /** The capabilities it has beyond scoring; asked once, when somebody first asks for a capability. */
    protected abstract Capabilities offered();

    @Override
    public final Detection detect(Sample sample) {
        Image image = sample.requireImage();
        return detect(image, extractor.rows(image));
    }

    /** Judges an image by its features. */
    protected Detection detect(Image image, float[] rows) {
        AnomalyMap map = painter.paint(distances(image, rows), extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public final Capabilities capabilities() {
        return capabilities.get();
    }

    /** The capabilities that rest on the normal images it keeps. */
    protected final Capabilities ofNormals() {
        Supplier<Reconstructs> composition = new Lazy<>(() -> new NormalComposition(normals));
        return Capabilities.none().with(Reconstructs.class, composition).with(RemembersImages.class, normals);
    }

    /** Adds the gradients of the score to other capabilities, by these distances, where they can be computed. */
    protected final Capabilities withGradients(Capabilities others, Distances distances) {
        if (!TrainingRuntime.isAvailable()) {
            return others;
        }
        Supplier<ScoreGradient> gradient = new Lazy<>(() -> new ScoreGradient(reverse, painter, distances));
        return others.with(Differentiable.class, gradient).with(GuidesGradients.class, gradient);
    }

    /** Adds the relevance of the score to other capabilities, by these distances, where it can be computed. */
    protected final Capabilities withRelevance(Capabilities others, DividedDistances distances) {
        return TrainingRuntime.isAvailable()
                ? others.with(
                        PropagatesRelevance.class, new Lazy<>(() -> new ScoreRelevance(reverse, painter, distances)))
                : others;
    }

    /** Adds the whole detector as one ONNX graph to other capabilities, where that can be written. */
    protected final Capabilities withGraph(Capabilities others, Supplier<FeatureGraph.Judgement> judgement) {
        return TrainingRuntime.isAvailable()
                ? others.with(WholeGraph.class, new Lazy<>(() -> new FeatureGraph(extractor, painter, judgement.get())))
                : others;
    }

    /** Gives the rows of an image. */
    protected final PatchExtractor extractor() {
        return extractor;
    }

    /** The normal images it keeps. */
    protected final NormalImages normals() {
        return normals;
    }

    /** Makes the map. */
    protected final MapPainter painter() {
        return painter;
    }

    /** The backbone run backwards. */
    protected final ReverseBackbone reverse() {
        return reverse;
    }

    @Override
    public final Provenance provenance() {
        return provenance;
    }

    @Override
    public final void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        extractor.joining().write(model);
        saveLearned(model);
        normals.write(model);
    }

    @Override
    public void close() {
        reverse.close();
        extractor.close();
    }
}
