package io.xvad.detectors.padim;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.DividedDistances;
import io.xvad.detectors.features.FeatureGraph;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.FittedFeatureDetector;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.Workers;
import io.xvad.detectors.gaussian.Gaussians;
import io.xvad.detectors.gaussian.SummedSamples;
import io.xvad.detectors.restoration.NormalImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A Gaussian of the features at each position, to which those of an image are compared. Thread-safe. */
final class FittedPaDiM extends FittedFeatureDetector implements HasAttributes {

    private final Gaussians gaussians;
    private final Optional<SummedSamples> summed;
    private final Options options;
    private final Workers workers;

    /**
     * A detector that owns the extractor.
     *
     * @param summed by what it learns more and forgets, if it can
     */
    FittedPaDiM(
            PatchExtractor extractor,
            Gaussians gaussians,
            Optional<SummedSamples> summed,
            NormalImages normals,
            Options options,
            Provenance provenance) {
        super(
                extractor,
                new MapPainter(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA)),
                normals,
                provenance);
        this.gaussians = gaussians;
        this.summed = summed;
        this.options = options;
        this.workers = new Workers(options.get(FeatureOptions.THREADS));
    }

    @Override
    protected float[] distances(Image image, float[] rows) {
        return distances(rows);
    }

    private float[] distances(float[] rows) {
        return gaussians.distances(rows, extractor().dimension(), workers);
    }

    /**
     * Each channel at the place furthest from normal: its value, two standard deviations around its mean, and as surprise
     * what it adds to the Mahalanobis distance there; the surprises add up to that distance.
     */
    @Override
    public List<AttributeDeviation> attributes(Sample sample) {
        float[] rows = extractor().rows(sample.requireImage());
        float[] distances = distances(rows);
        int place = 0;
        for (int i = 1; i < distances.length; i++) {
            place = distances[i] > distances[place] ? i : place;
        }
        double[] contributions = gaussians.contributions(rows, extractor().dimension(), place);
        List<AttributeDeviation> attributes = new ArrayList<>();
        for (int i = 0; i < contributions.length; i++) {
            int channel = gaussians.channels()[i];
            double mean = gaussians.means()[place * contributions.length + i];
            double spread = 2 * gaussians.deviation(place, i);
            attributes.add(new AttributeDeviation(
                    extractor().featureName(channel),
                    "",
                    rows[place * extractor().dimension() + channel],
                    mean - spread,
                    mean + spread,
                    contributions[i]));
        }
        attributes.sort(Comparator.comparingDouble(AttributeDeviation::surprise).reversed());
        return List.copyOf(attributes);
    }

    @Override
    protected Capabilities offered() {
        DividedDistances distances = new MahalanobisDistances();
        Capabilities always = ofNormals().with(HasAttributes.class, this);
        return withGraph(
                withRelevance(withGradients(withUpdates(always), distances), distances),
                () -> (onnx, image, rows) ->
                        new FeatureGraph.Judged(gaussians.distances(onnx, rows), Optional.empty()));
    }

    private Capabilities withUpdates(Capabilities others) {
        if (summed.isEmpty()) {
            return others;
        }
        PaDiMUpdates updates = new PaDiMUpdates(extractor(), summed.get(), normals(), options, provenance());
        return others.with(LearnedSamples.class, summed.get().samples())
                .with(LearnsMore.class, updates)
                .with(Forgets.class, updates);
    }

    /** Mahalanobis distances, and what they owe to each value. */
    private final class MahalanobisDistances implements DividedDistances {

        @Override
        public float[] of(float[] rows) {
            return distances(rows);
        }

        @Override
        public float[] gradient(float[] rows, float[] weights) {
            return eachPosition(rows, weights, gaussians::gradient);
        }

        @Override
        public float[] relevance(float[] rows, float[] weights) {
            return eachPosition(rows, weights, gaussians::contributions);
        }

        private float[] eachPosition(float[] rows, float[] weights, Part part) {
            int dimension = extractor().dimension();
            float[] parts = new float[rows.length];
            int[] channels = gaussians.channels();
            for (int position = 0; position < weights.length; position++) {
                if (weights[position] != 0) {
                    double[] own = part.at(rows, dimension, position);
                    for (int i = 0; i < own.length; i++) {
                        parts[position * dimension + channels[i]] = (float) (weights[position] * own[i]);
                    }
                }
            }
            return parts;
        }
    }

    @FunctionalInterface
    private interface Part {
        double[] at(float[] rows, int dimension, int position);
    }

    @Override
    protected void saveLearned(ModelWriter model) {
        gaussians.write(model);
        summed.ifPresent(kept -> kept.write(model));
    }

    @Override
    public void close() {
        workers.close();
        super.close();
    }
}
