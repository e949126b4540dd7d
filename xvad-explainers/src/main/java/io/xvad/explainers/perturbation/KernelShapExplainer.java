package io.xvad.explainers.perturbation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.DiscreteProbabilityCollectionSampler;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * KernelSHAP (Lundberg and Lee 2017, "A Unified Approach to Interpreting Model Predictions", theorem 2) over superpixels: Shapley
 * values of the game whose players are superpixels that are shown or hidden. With few superpixels all sets are scored and the
 * values are exact; else sets are drawn with the Shapley kernel's probability, each with its complement. The values always add up
 * to the score less that of the baseline, and are divided among the pixels of their superpixel.
 */
public final class KernelShapExplainer implements Explainer {

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedScores.MAX_DETECTIONS;
    public static final OptionSpec<Integer> SUPERPIXELS = Superpixels.SUPERPIXELS;
    public static final OptionSpec<String> REPLACEMENT = Baseline.REPLACEMENT;

    @Override
    public String name() {
        return "kernel-shap";
    }

    @Override
    public String description() {
        return "Divides the score among superpixels by their Shapley values (Lundberg and Lee 2017)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, SUPERPIXELS, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Superpixels superpixels = Superpixels.of(image, request.options().get(SUPERPIXELS));
        MaskedScores masked = new MaskedScores(fitted, image, Baseline.of(fitted, image, detection, request), request);
        boolean[] all = new boolean[superpixels.count()];
        Arrays.fill(all, true);
        boolean[][] ends = {new boolean[superpixels.count()], all};
        double[] endScores = masked.scores(2, k -> superpixels.mask(ends[k]));
        List<Coalition> coalitions =
                superpixels.count() == 1 ? List.of() : coalitions(superpixels.count(), masked.left(), request.seed());
        double[] scores = masked.scores(coalitions.size(), k -> superpixels.mask(coalitions.get(k).shown));
        double[] values = shapley(coalitions, scores, endScores[0], endScores[1] - endScores[0], superpixels.count());
        return List.of(new Saliency(0, AnomalyMap.of(image.height(), image.width(), superpixels.spread(values)), true));
    }

    private record Coalition(boolean[] shown, double weight) {}

    private static List<Coalition> coalitions(int players, int budget, long seed) {
        return players < 20 && (1L << players) - 2 <= budget ? every(players) : drawn(players, budget, seed);
    }

    private static List<Coalition> every(int players) {
        List<Coalition> coalitions = new ArrayList<>();
        for (int set = 1; set < (1 << players) - 1; set++) {
            boolean[] shown = new boolean[players];
            for (int j = 0; j < players; j++) {
                shown[j] = (set >> j & 1) == 1;
            }
            int size = Integer.bitCount(set);
            double weight = kernel(players, size) / CombinatoricsUtils.binomialCoefficientDouble(players, size);
            coalitions.add(new Coalition(shown, weight));
        }
        return coalitions;
    }

    /** The Shapley kernel summed over all sets of one size. */
    private static double kernel(int players, int size) {
        return (players - 1.0) / (size * (double) (players - size));
    }

    private static List<Coalition> drawn(int players, int budget, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        List<Integer> sizes = new ArrayList<>();
        double[] probabilities = new double[players - 1];
        for (int size = 1; size < players; size++) {
            sizes.add(size);
            probabilities[size - 1] = kernel(players, size);
        }
        DiscreteProbabilityCollectionSampler<Integer> drawSize =
                new DiscreteProbabilityCollectionSampler<>(random, sizes, probabilities);
        List<Coalition> coalitions = new ArrayList<>();
        while (coalitions.size() + 2 <= budget) {
            boolean[] shown = new boolean[players];
            for (int player : new PermutationSampler(random, players, drawSize.sample()).sample()) {
                shown[player] = true;
            }
            boolean[] hidden = new boolean[players];
            for (int j = 0; j < players; j++) {
                hidden[j] = !shown[j];
            }
            coalitions.add(new Coalition(shown, 1));
            coalitions.add(new Coalition(hidden, 1));
        }
        return coalitions;
    }

    /** Solves the least squares with the last value fixed by the sum. */
    private static double[] shapley(
            List<Coalition> coalitions, double[] scores, double base, double total, int players) {
        double[] values = new double[players];
        if (players > 1) {
            double[][] rows = new double[coalitions.size()][players - 1];
            double[] targets = new double[rows.length];
            double[] weights = new double[rows.length];
            for (int k = 0; k < rows.length; k++) {
                Coalition coalition = coalitions.get(k);
                double last = coalition.shown[players - 1] ? 1 : 0;
                for (int j = 0; j < players - 1; j++) {
                    rows[k][j] = (coalition.shown[j] ? 1 : 0) - last;
                }
                targets[k] = scores[k] - base - last * total;
                weights[k] = coalition.weight;
            }
            System.arraycopy(WeightedRegression.regress(rows, targets, weights, 0), 0, values, 0, players - 1);
        }
        values[players - 1] = total - Arrays.stream(values).sum();
        return values;
    }
}
