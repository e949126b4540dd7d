package io.xvad.detectors.features;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A detector whose score is the maximum of a painted map of distances of features, whatever the distances. */
public final class FittedFeatures implements FittedDetector {

    /** What such a detector can do. */
    public static final Set<Class<?>> CAPABILITIES =
            Set.of(Differentiable.class, GuidesGradients.class, Reconstructs.class, RemembersImages.class);

    private final PatchExtractor extractor;
    private final Distances distances;
    private final MapPainter painter;
    private final NormalExamples examples;
    private final Provenance provenance;
    private final Consumer<ModelWriter> state;
    private final FeatureGraph whole;
    private final ReverseBackbone reverse;
    private final ScoreGradient gradient;

    /**
     * A fitted detector that owns its extractor and distances.
     *
     * @param state writes what the distances have learned
     * @param whole the same as one ONNX graph
     */
    public FittedFeatures(
            PatchExtractor extractor,
            Distances distances,
            MapPainter painter,
            NormalExamples examples,
            Provenance provenance,
            Consumer<ModelWriter> state,
            FeatureGraph whole) {
        this.extractor = extractor;
        this.distances = distances;
        this.painter = painter;
        this.examples = examples;
        this.provenance = provenance;
        this.state = state;
        this.whole = whole;
        this.reverse = new ReverseBackbone(extractor);
        this.gradient = new ScoreGradient(reverse, painter, distances);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = extractor.rows(List.of(image)).get(0);
        AnomalyMap map = painter.paint(distances.of(rows), extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if ((type == Differentiable.class || type == GuidesGradients.class) && reverse.isAvailable()) {
            return Optional.of(type.cast(gradient));
        }
        if (type == WholeGraph.class) {
            return Optional.of(type.cast(whole));
        }
        return type == Reconstructs.class || type == RemembersImages.class
                ? Optional.of(type.cast(examples))
                : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        state.accept(model);
        examples.write(model);
    }

    @Override
    public void close() {
        reverse.close();
        distances.close();
        extractor.close();
    }
}
