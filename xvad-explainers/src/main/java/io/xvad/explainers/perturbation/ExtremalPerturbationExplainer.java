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
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks what extremal perturbation asks (Fong, Patrick and Vedaldi 2019, "Understanding Deep Networks via Extremal Perturbations and
 * Smooth Masks"): which part of the image, of a given area, lowers the score most when it is hidden. It is not the method of the paper,
 * which optimises a smooth mask by gradients: here a greedy search hides superpixels one after another, each time the one of the most
 * promising that lowers the score most, until the area is reached, nothing lowers it, or the budget is spent. So it needs no gradients
 * and finds a good part, not always the best one. The saliency of a superpixel is by how much the score fell when it was hidden.
 */
public final class ExtremalPerturbationExplainer implements Explainer {

    public static final OptionSpec<Integer> MAX_DETECTIONS = MaskedScores.MAX_DETECTIONS;
    public static final OptionSpec<Integer> SUPERPIXELS = Superpixels.SUPERPIXELS;
    public static final OptionSpec<String> REPLACEMENT = Baseline.REPLACEMENT;
    public static final OptionSpec<Double> AREA =
            OptionSpec.decimal("area", 0.15, 0.001, 1, "Largest share of the image that is hidden");
    public static final OptionSpec<Integer> CANDIDATES =
            OptionSpec.integer("candidates", 8, 1, 10_000, "Most promising superpixels tried at each step");

    @Override
    public String name() {
        return "extremal-perturbation";
    }

    @Override
    public String description() {
        return "Searches greedily, without gradients, a part of a given area that lowers the score most when hidden (after Fong et al. 2019)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS, SUPERPIXELS, AREA, CANDIDATES, REPLACEMENT);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Superpixels superpixels = Superpixels.of(image, request.options().get(SUPERPIXELS));
        MaskedScores masked = new MaskedScores(fitted, image, Baseline.of(fitted, image, detection, request), request);
        Search search = new Search(
                superpixels, masked, detection.score(), request.options().get(CANDIDATES));
        double[] falls = search.run(request.options().get(AREA) * image.height() * image.width());
        return List.of(new Saliency(0, AnomalyMap.of(image.height(), image.width(), superpixels.spread(falls)), false));
    }

    private static final class Search {
        private final Superpixels superpixels;
        private final MaskedScores masked;
        private final int beam;
        private final boolean[] shown;
        private final double[] falls;
        private double score;

        Search(Superpixels superpixels, MaskedScores masked, double score, int beam) {
            this.superpixels = superpixels;
            this.masked = masked;
            this.beam = beam;
            this.score = score;
            this.shown = new boolean[superpixels.count()];
            Arrays.fill(shown, true);
            this.falls = new double[superpixels.count()];
        }

        double[] run(double area) {
            int[] sizes = superpixels.sizes();
            List<Integer> candidates =
                    new ArrayList<>(IntStream.range(0, sizes.length).boxed().toList());
            double hidden = 0;
            int tried = Math.min(sizes.length, masked.left());
            while (!candidates.isEmpty() && hidden < area && tried > 0) {
                double[] scores = without(candidates.subList(0, tried));
                int best = lowest(scores);
                if (scores[best] >= score) {
                    break;
                }
                int chosen = candidates.get(best);
                falls[chosen] = score - scores[best];
                score = scores[best];
                shown[chosen] = false;
                hidden += sizes[chosen];
                candidates = promising(candidates, scores, best);
                tried = Math.min(Math.min(beam, candidates.size()), masked.left());
            }
            return falls;
        }

        private double[] without(List<Integer> candidates) {
            return masked.scores(candidates.size(), k -> {
                boolean[] trial = shown.clone();
                trial[candidates.get(k)] = false;
                return superpixels.mask(trial);
            });
        }

        private static int lowest(double[] scores) {
            return IntStream.range(0, scores.length)
                    .boxed()
                    .min(Comparator.comparingDouble(k -> scores[k]))
                    .orElseThrow();
        }

        /** Those just tried in order of their scores, then the rest as before; without the chosen one. */
        private static List<Integer> promising(List<Integer> candidates, double[] scores, int chosen) {
            List<Integer> next = new ArrayList<>(IntStream.range(0, scores.length)
                    .filter(k -> k != chosen)
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> scores[k]))
                    .map(candidates::get)
                    .toList());
            next.addAll(candidates.subList(scores.length, candidates.size()));
            return next;
        }
    }
}
