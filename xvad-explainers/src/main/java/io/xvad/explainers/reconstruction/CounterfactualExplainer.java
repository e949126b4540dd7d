package io.xvad.explainers.reconstruction;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The smallest change that makes the image normal: the pixels where the anomaly map is highest are replaced by those of the normal
 * version that the detector makes of the image, with a soft seam, and the smallest share of the image is searched whose replacement
 * brings the score down to the target. The target is the detector's threshold, or, for a detector that does not decide, half way to
 * the score of the whole normal version. The score of the changed image is given as proof; if not even the whole normal version
 * reaches the target, that version is shown with its score.
 */
public final class CounterfactualExplainer implements Explainer {

    public static final OptionSpec<Integer> STEPS =
            OptionSpec.integer("steps", 8, 1, 30, "Bisection steps in search of the share; each costs a detection");
    public static final OptionSpec<Double> SEAM =
            OptionSpec.decimal("seam", 0.03, 0, 0.5, "Width of the seam as a share of the shorter side of the image");

    @Override
    public String name() {
        return "counterfactual";
    }

    @Override
    public String description() {
        return "Finds the smallest part that must be replaced by normal content to make the image normal";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(STEPS, SEAM);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public boolean requiresMaps() {
        return true;
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Image normal = fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
        int seam = (int) Math.round(request.options().get(SEAM) * Math.min(image.height(), image.width()));
        Changed best = new Changed(normal, fitted.detect(normal).score());
        double target = detection.verdict().threshold().orElse((detection.score() + best.score) / 2);
        double low = 0;
        double high = 1;
        for (int step = 0; step < request.options().get(STEPS); step++) {
            Cancellation.check();
            double share = (low + high) / 2;
            Image changed = blended(image, normal, SoftMask.top(detection.map(), share, seam));
            double score = fitted.detect(changed).score();
            if (score <= target) {
                best = new Changed(changed, score);
                high = share;
            } else {
                low = share;
            }
            request.progress()
                    .progressed("counterfactual", step + 1L, request.options().get(STEPS));
        }
        return List.of(new Counterfactual(
                best.image, AbsoluteDifference.of(image, best.image), detection.score(), best.score));
    }

    private record Changed(Image image, double score) {}

    private static Image blended(Image image, Image normal, float[] mask) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            float replaced = mask[i % mask.length];
            values[i] += replaced * (normal.buffer().get(i) - values[i]);
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    /** A mask of the highest pixels of a map, with a soft border. */
    private static final class SoftMask {

        static float[] top(AnomalyMap map, double share, int seam) {
            float[] sorted = map.toArray();
            Arrays.sort(sorted);
            int count = Math.max(1, (int) Math.round(share * sorted.length));
            float border = sorted[sorted.length - count];
            boolean[] inside = new boolean[sorted.length];
            for (int i = 0; i < inside.length; i++) {
                inside[i] = map.buffer().get(i) >= border;
            }
            return softened(inside, map.height(), map.width(), seam);
        }

        /** 1 inside, falling to 0 over the width of the seam outside, by the chessboard distance. */
        private static float[] softened(boolean[] inside, int height, int width, int seam) {
            int[] distance = new int[inside.length];
            for (int i = 0; i < inside.length; i++) {
                distance[i] = inside[i] ? 0 : seam + 1;
            }
            for (int round = 1; round <= seam; round++) {
                for (int i = 0; i < inside.length; i++) {
                    if (distance[i] > round && touches(distance, i, height, width, round - 1)) {
                        distance[i] = round;
                    }
                }
            }
            float[] mask = new float[inside.length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = 1 - distance[i] / (float) (seam + 1);
            }
            return mask;
        }

        private static boolean touches(int[] distance, int at, int height, int width, int wanted) {
            int y = at / width;
            int x = at % width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    if (distance[ny * width + nx] == wanted) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
