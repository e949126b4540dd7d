package io.xvad.detectors.patchcore;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.DividedDistances;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.FittedFeatureDetector;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.restoration.NormalImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A memory bank of normal patches, to which those of an image are compared. Thread-safe. */
final class FittedPatchCore extends FittedFeatureDetector implements RemembersNormals {

    private final MemoryBank memory;
    private final Optional<LearnedSamples> learned;
    private final Options options;
    private final Scoring scoring;

    /**
     * A detector that owns the extractor and the memory bank.
     *
     * @param learned the training images; empty for models of versions that did not keep this, which can neither learn more nor forget
     */
    FittedPatchCore(
            PatchExtractor extractor,
            MemoryBank memory,
            NormalImages normals,
            Optional<LearnedSamples> learned,
            Options options,
            Provenance provenance) {
        super(
                extractor,
                new MapPainter(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA)),
                normals,
                provenance);
        this.memory = memory;
        this.learned = learned;
        this.options = options;
        this.scoring = Scoring.of(options);
    }

    @Override
    protected float[] distances(Image image, float[] rows) {
        return memory.features().search(rows, scoring.neighbours()).means();
    }

    @Override
    protected Detection detect(Image image, float[] rows) {
        if (!scoring.reweighted()) {
            return super.detect(image, rows);
        }
        NearestRows.Found nearest = memory.features().search(rows, scoring.neighbours());
        AnomalyMap map = painter().paint(nearest.means(), extractor().side(), image);
        double score = Scoring.reweighted(memory.features(), rows, nearest, scoring.reweightingNeighbours());
        return Detection.undecided(image.id(), score, List.of(map));
    }

    @Override
    public List<NormalPatch> nearest(Image image, int y, int x, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
        int dimension = extractor().dimension();
        int position = extractor().position(image, y, x);
        float[] query = Arrays.copyOfRange(extractor().rows(image), position * dimension, (position + 1) * dimension);
        NearestRows.Found found = memory.features().search(query, count);
        PatchOrigins origins = memory.origins();
        List<NormalPatch> patches = new ArrayList<>();
        for (int i = 0; i < found.k(); i++) {
            int patch = found.indices()[i];
            patches.add(new NormalPatch(
                    origins.sampleId(patch), origins.box(patch), found.distances()[i], origins.crop(patch)));
        }
        return patches;
    }

    @Override
    public Image queryCrop(Image image, int y, int x) {
        int position = extractor().position(image, y, x);
        return extractor()
                .seen(image)
                .crop(extractor().boxSeen(position, memory.origins().cropSize()));
    }

    /** The re-weighted score is not differentiated. */
    @Override
    protected Capabilities offered() {
        Capabilities always = withGraph(
                withUpdates(ofNormals().with(RemembersNormals.class, this)),
                () -> (onnx, image, rows) -> PatchCoreGraph.of(onnx, memory.features(), scoring, rows));
        if (scoring.reweighted()) {
            return always;
        }
        DividedDistances distances = new MeanDistances();
        return withRelevance(withGradients(always, distances), distances);
    }

    private Capabilities withUpdates(Capabilities others) {
        if (learned.isEmpty()) {
            return others;
        }
        PatchCoreUpdates updates =
                new PatchCoreUpdates(extractor(), memory, normals(), learned.get(), options, provenance());
        return others.with(LearnedSamples.class, learned.get())
                .with(LearnsMore.class, updates)
                .with(Forgets.class, updates);
    }

    /** Mean distance to the nearest patches, and what it owes to each value while they stay the nearest. */
    private final class MeanDistances implements DividedDistances {

        @Override
        public float[] of(float[] rows) {
            return memory.features().search(rows, scoring.neighbours()).means();
        }

        @Override
        public float[] gradient(float[] rows, float[] weights) {
            return eachNeighbour(rows, weights, memory.features()::addDirection);
        }

        @Override
        public float[] relevance(float[] rows, float[] weights) {
            return eachNeighbour(rows, weights, memory.features()::addShares);
        }

        private float[] eachNeighbour(float[] rows, float[] weights, Part part) {
            NearestRows.Found found = memory.features().search(rows, scoring.neighbours());
            int dimension = memory.features().dimension();
            float[] sums = new float[rows.length];
            for (int i = 0; i < weights.length; i++) {
                for (int n = 0; weights[i] != 0 && n < found.k(); n++) {
                    int row = found.indices()[i * found.k() + n];
                    part.add(rows, i * dimension, row, weights[i] / found.k(), sums);
                }
            }
            return sums;
        }
    }

    @FunctionalInterface
    private interface Part {
        void add(float[] queries, int offset, int row, double factor, float[] out);
    }

    @Override
    protected void saveLearned(ModelWriter model) {
        memory.write(model);
        learned.ifPresent(samples -> samples.write(model));
    }

    @Override
    public void close() {
        memory.close();
        super.close();
    }
}
