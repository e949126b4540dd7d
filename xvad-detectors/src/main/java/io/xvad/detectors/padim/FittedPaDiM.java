package io.xvad.detectors.padim;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.DividedDistances;
import io.xvad.detectors.features.FeatureGraph;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.ReverseBackbone;
import io.xvad.detectors.features.ScoreGradient;
import io.xvad.detectors.features.ScoreRelevance;
import io.xvad.detectors.gaussian.Gaussians;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** PaDiM that has learned. */
final class FittedPaDiM implements FittedDetector, HasAttributes {

    private final PatchExtractor extractor;
    private final Gaussians gaussians;
    private final NormalExamples examples;
    private final MapPainter painter;
    private final Provenance provenance;
    private final ReverseBackbone reverse;
    private final ScoreGradient gradient;
    private final ScoreRelevance relevance;

    FittedPaDiM(
            PatchExtractor extractor,
            Gaussians gaussians,
            NormalExamples examples,
            MapPainter painter,
            Provenance provenance) {
        this.extractor = extractor;
        this.gaussians = gaussians;
        this.examples = examples;
        this.painter = painter;
        this.provenance = provenance;
        this.reverse = new ReverseBackbone(extractor);
        DividedDistances distances = new MahalanobisDistances(gaussians, extractor.dimension());
        this.gradient = new ScoreGradient(reverse, painter, distances);
        this.relevance = new ScoreRelevance(reverse, painter, distances);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = extractor.rows(List.of(image)).get(0);
        float[] distances = gaussians.distances(rows, extractor.dimension());
        AnomalyMap map = painter.paint(distances, extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    /**
     * Each channel at the place furthest from normal: its value, two standard deviations around its mean, and as surprise
     * what it adds to the Mahalanobis distance there; the surprises add up to that distance.
     */
    @Override
    public List<AttributeDeviation> attributes(Sample sample) {
        float[] rows = extractor.rows(List.of(PatchExtractor.image(sample))).get(0);
        float[] distances = gaussians.distances(rows, extractor.dimension());
        int place = 0;
        for (int i = 1; i < distances.length; i++) {
            place = distances[i] > distances[place] ? i : place;
        }
        double[] contributions = gaussians.contributions(rows, extractor.dimension(), place);
        List<AttributeDeviation> attributes = new ArrayList<>();
        for (int i = 0; i < contributions.length; i++) {
            int channel = gaussians.channels()[i];
            double mean = gaussians.means()[place * contributions.length + i];
            double spread = 2 * gaussians.deviation(place, i);
            attributes.add(new AttributeDeviation(
                    extractor.featureName(channel),
                    "",
                    rows[place * extractor.dimension() + channel],
                    mean - spread,
                    mean + spread,
                    contributions[i]));
        }
        attributes.sort(Comparator.comparingDouble(AttributeDeviation::surprise).reversed());
        return List.copyOf(attributes);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if ((type == Differentiable.class || type == GuidesGradients.class) && reverse.isAvailable()) {
            return Optional.of(type.cast(gradient));
        }
        if (type == PropagatesRelevance.class && reverse.isAvailable()) {
            return Optional.of(type.cast(relevance));
        }
        if (type == Reconstructs.class || type == RemembersImages.class) {
            return Optional.of(type.cast(examples));
        }
        if (type == WholeGraph.class) {
            return Optional.of(type.cast(whole()));
        }
        return type == HasAttributes.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    private WholeGraph whole() {
        return new FeatureGraph(
                extractor,
                painter,
                (onnx, picture, rows) -> new FeatureGraph.Judged(gaussians.distances(onnx, rows), Optional.empty()));
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        gaussians.write(model);
        examples.write(model);
    }

    @Override
    public void close() {
        reverse.close();
        extractor.close();
    }
}
