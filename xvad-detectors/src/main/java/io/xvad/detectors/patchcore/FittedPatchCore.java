package io.xvad.detectors.patchcore;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
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
import io.xvad.detectors.nearest.NearestRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** PatchCore that has learned. */
final class FittedPatchCore implements FittedDetector, RemembersNormals {

    private final PatchExtractor extractor;
    private final MemoryBank memory;
    private final NormalExamples examples;
    private final Scoring scoring;
    private final MapPainter painter;
    private final Provenance provenance;
    private final ReverseBackbone reverse;
    private final ScoreGradient gradient;
    private final ScoreRelevance relevance;

    FittedPatchCore(
            PatchExtractor extractor, MemoryBank memory, NormalExamples examples, Scoring scoring, Provenance provenance) {
        this.extractor = extractor;
        this.memory = memory;
        this.examples = examples;
        this.scoring = scoring;
        this.painter = new MapPainter(extractor.spec().inputSize(), scoring.sigma());
        this.provenance = provenance;
        this.reverse = new ReverseBackbone(extractor);
        DividedDistances distances = new NearestDistances(memory.features(), scoring.neighbours());
        this.gradient = new ScoreGradient(reverse, painter, distances);
        this.relevance = new ScoreRelevance(reverse, painter, distances);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        return detect(image, rows(image));
    }

    private Detection detect(Image image, float[] rows) {
        NearestRows.Found nearest = memory.features().search(rows, scoring.neighbours());
        AnomalyMap map = painter.paint(nearest.means(), extractor.side(), image);
        double score = scoring.reweighted()
                ? Reweighting.score(memory.features(), rows, nearest, scoring.reweightingNeighbours())
                : map.max();
        return Detection.undecided(image.id(), score, List.of(map));
    }

    private float[] rows(Image image) {
        return extractor.rows(List.of(image)).get(0);
    }

    @Override
    public List<NormalPatch> nearest(Image image, int y, int x, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
        int dimension = extractor.dimension();
        int position = extractor.position(image, y, x);
        float[] query = Arrays.copyOfRange(rows(image), position * dimension, (position + 1) * dimension);
        NearestRows.Found found = memory.features().search(query, count);
        List<NormalPatch> patches = new ArrayList<>();
        for (int i = 0; i < found.k(); i++) {
            int patch = found.indices()[i];
            PatchOrigins gallery = memory.gallery();
            patches.add(new NormalPatch(
                    gallery.sampleId(patch), gallery.box(patch), found.distances()[i], gallery.crop(patch)));
        }
        return patches;
    }

    @Override
    public Image queryCrop(Image image, int y, int x) {
        int position = extractor.position(image, y, x);
        return extractor
                .seen(image)
                .crop(extractor.boxSeen(position, memory.gallery().cropSize()));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if ((type == Differentiable.class || type == GuidesGradients.class) && reversible()) {
            return Optional.of(type.cast(gradient));
        }
        if (type == PropagatesRelevance.class && reversible()) {
            return Optional.of(type.cast(relevance));
        }
        if (type == Reconstructs.class || type == RemembersImages.class) {
            return Optional.of(type.cast(examples));
        }
        if (type == WholeGraph.class) {
            return Optional.of(type.cast(whole()));
        }
        return type == RemembersNormals.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    private WholeGraph whole() {
        return new FeatureGraph(
                extractor, painter, (onnx, picture, rows) -> PatchCoreGraph.of(onnx, memory.features(), scoring, rows));
    }

    private boolean reversible() {
        return !scoring.reweighted() && reverse.isAvailable();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        memory.write(model);
        examples.write(model);
    }

    @Override
    public void close() {
        reverse.close();
        memory.close();
        extractor.close();
    }
}
