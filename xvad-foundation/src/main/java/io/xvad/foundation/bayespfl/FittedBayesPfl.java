package io.xvad.foundation.bayespfl;

import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.TokenMap;
import java.util.Arrays;
import java.util.List;

/**
 * Scores by sampled prompts. Thread-safe.
 *
 * <p>The map is the mean over layers and pairs of prompts of {@code softmax([normal, anomalous])[1]}, whose logits are made larger first, smoothed by a Gaussian of eight pixels of what the network sees. The score is the mean
 * of the same of the whole image and of the map's highest values before it is smoothed.
 */
final class FittedBayesPfl implements FittedDetector {

    private static final double SIGMA = 8;

    private final FoundationModel weights;
    private final PromptComparison comparison;
    private final PromptSampler sampler;
    private final int top;
    private final TokenMap painter;
    private final Provenance provenance;

    /**
     * A detector that owns the networks.
     *
     * @param top how many of the map's highest values count for the score
     */
    FittedBayesPfl(
            FoundationModel weights,
            PromptComparison comparison,
            PromptSampler sampler,
            int top,
            Provenance provenance) {
        this.weights = weights;
        this.comparison = comparison;
        this.sampler = sampler;
        this.top = top;
        this.painter = new TokenMap(comparison.input(), true, 0);
        this.provenance = provenance;
    }

    /** The effort is the number of sentences that are sampled and encoded for the image. */
    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        ImageTokens tokens = comparison.encode(image);
        Tensor prompts = sampler.sample(PromptComparison.vector(tokens));
        PromptComparison.Margins margins = comparison.compare(tokens, prompts);
        int size = comparison.input().size();
        float[] map = map(margins, size);
        double score = (mean(margins.image()) + highest(map)) / 2;
        float[] smooth = new GaussianBlur(SIGMA).apply(map, size, size);
        return Detection.undecided(image.id(), score, List.of(comparison.input().restored(smooth, image)))
                .with(new Effort(prompts.size(0), true));
    }

    private float[] map(PromptComparison.Margins margins, int size) {
        float[] sum = new float[size * size];
        for (float[] grid : margins.grids()) {
            float[] large = painter.enlarged(grid);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (float) probability(large[i]);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= margins.grids().size();
        }
        return sum;
    }

    private static double mean(float[] margins) {
        return Arrays.stream(doubles(margins))
                .map(FittedBayesPfl::probability)
                .average()
                .orElseThrow();
    }

    private double highest(float[] map) {
        double[] sorted = doubles(map);
        Arrays.sort(sorted);
        return Arrays.stream(sorted, Math.max(0, sorted.length - top), sorted.length)
                .average()
                .orElseThrow();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double probability(double margin) {
        return 1 / (1 + Math.exp(-margin));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        FoundationDetector.saveWeights(model, weights);
        sampler.noise().write(model);
    }

    @Override
    public void close() {
        comparison.close();
        sampler.close();
    }
}
