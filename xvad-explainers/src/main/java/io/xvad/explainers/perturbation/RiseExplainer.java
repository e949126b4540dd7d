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
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * RISE (Petsiuk, Das and Saenko 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models", section 3.2): each
 * pixel's mean score over random smooth masks, weighted by how much of the pixel they show. The mean over all masks is subtracted,
 * because scores of anomaly detectors do not start at 0: positive where a pixel's presence raises the score.
 */
public final class RiseExplainer implements Explainer {

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedScores.MAX_DETECTIONS;
    public static final OptionSpec<String> REPLACEMENT = Baseline.REPLACEMENT;
    public static final OptionSpec<Integer> GRID =
            OptionSpec.integer("grid", 7, 2, 64, "Cells of a mask along each side before it is smoothed");
    public static final OptionSpec<Double> KEEP =
            OptionSpec.decimal("keep", 0.5, 0.01, 0.99, "Probability that a cell of a mask is shown");

    @Override
    public String name() {
        return "rise";
    }

    @Override
    public String description() {
        return "Shows which pixels raise the score by hiding random smooth parts (Petsiuk et al. 2018)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, GRID, KEEP, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        MaskedScores masked = new MaskedScores(fitted, image, Baseline.of(fitted, image, detection, request), request);
        int count = masked.left();
        SmoothMasks masks = new SmoothMasks(
                image.height(),
                image.width(),
                request.options().get(GRID),
                request.options().get(KEEP),
                request.seed());
        double[] scores = masked.scores(count, masks::mask);
        double mean = Arrays.stream(scores).average().orElseThrow();
        double[] sums = new double[image.height() * image.width()];
        double[] shown = new double[sums.length];
        for (int k = 0; k < count; k++) {
            float[] mask = masks.mask(k);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += mask[i] * (scores[k] - mean);
                shown[i] += mask[i];
            }
        }
        float[] saliency = new float[sums.length];
        for (int i = 0; i < saliency.length; i++) {
            saliency[i] = shown[i] == 0 ? 0 : (float) (sums[i] / shown[i]);
        }
        return List.of(new Saliency(0, AnomalyMap.of(image.height(), image.width(), saliency), true));
    }

    /** Random cells, enlarged bilinearly and shifted by less than a cell. */
    private record SmoothMasks(int height, int width, int grid, double keep, long seed) {

        float[] mask(int index) {
            UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed * 1_000_003 + index);
            boolean[][] cells = new boolean[grid + 2][grid + 2];
            for (boolean[] row : cells) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = random.nextDouble() < keep;
                }
            }
            double shiftY = random.nextDouble();
            double shiftX = random.nextDouble();
            float[] mask = new float[height * width];
            for (int i = 0; i < mask.length; i++) {
                double y = shiftY + (i / width + 0.5) * grid / height;
                double x = shiftX + (i % width + 0.5) * grid / width;
                mask[i] = (float) bilinear(cells, y, x);
            }
            return mask;
        }

        private static double bilinear(boolean[][] cells, double y, double x) {
            int top = (int) y;
            int left = (int) x;
            double down = y - top;
            double right = x - left;
            return value(cells[top][left]) * (1 - down) * (1 - right)
                    + value(cells[top][left + 1]) * (1 - down) * right
                    + value(cells[top + 1][left]) * down * (1 - right)
                    + value(cells[top + 1][left + 1]) * down * right;
        }

        private static double value(boolean shown) {
            return shown ? 1 : 0;
        }
    }
}
