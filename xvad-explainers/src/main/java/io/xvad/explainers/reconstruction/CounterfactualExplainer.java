package io.xvad.explainers.reconstruction;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.explainers.restoration.AbsoluteDifference;
import io.xvad.explainers.restoration.Restoration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A small change that makes the image normal: the image is restored ({@link Restoration}), and of the pixels that this changed all are
 * put back that are not needed to bring the score down to the target ({@link ChangeSearch}). Evidence is the changed image with the
 * scores before and after, and a sentence that says how much was changed and whether it counts as normal.
 *
 * <p>The target is the detector's threshold; for a detector that does not decide, or an image that is normal already, half way from
 * the score of the image to that of its restored version. If the restored version does not reach the threshold or lower the score, the nearest normal image is taken
 * as a whole; if that does not do it either, whatever scored lowest is shown, and the sentence says that it is not normal. If
 * nothing scored lower than the image, the image is shown unchanged.
 */
public final class CounterfactualExplainer implements Explainer {

    private static final double SMALLEST_PERCENT = 0.1;

    public static final OptionSpec<Integer> MAX_DETECTIONS = OptionSpec.integer(
            "max-detections",
            60,
            22,
            10_000,
            "Largest number of changed images that are scored, at most 20 of them to restore");

    @Override
    public String name() {
        return "counterfactual";
    }

    @Override
    public String description() {
        return "Searches a small change that makes the image normal, and gives the changed score as proof";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(MAX_DETECTIONS);
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
        ToDoubleFunction<Image> score = changed -> fitted.detect(changed).score();
        Restoration restoration = Restoration.of(fitted, image, detection);
        double before = detection.score();
        OptionalDouble exceeded = exceeded(restoration);
        int left = request.options().get(MAX_DETECTIONS) - restoration.detections();
        Start start = new Start(restoration.normal(), restoration.scoreAfter());
        if (start.score >= before || start.score > exceeded.orElse(before)) {
            Start whole =
                    Start.of(fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image), score);
            start = whole.score < start.score ? whole : start;
            left--;
        }
        double target = exceeded.orElse((before + start.score) / 2);
        ChangeSearch.Change change = start.score < before && start.score <= target
                ? new ChangeSearch(image, start.image, start.score, score, target, left).run()
                : unfinished(image, start, before);
        Counterfactual counterfactual = new Counterfactual(
                change.image(), AbsoluteDifference.of(image, change.image()), detection.score(), change.score());
        return List.of(counterfactual, new Statement(sentence(change, restoration), List.of(0), name()));
    }

    private record Start(Image image, double score) {

        static Start of(Image image, ToDoubleFunction<Image> score) {
            return new Start(image, score.applyAsDouble(image));
        }
    }

    /** The threshold, if the image is above it. */
    private static OptionalDouble exceeded(Restoration restoration) {
        OptionalDouble threshold = restoration.threshold();
        return threshold.isPresent() && restoration.scoreBefore() > threshold.getAsDouble()
                ? threshold
                : OptionalDouble.empty();
    }

    /** The lowest that was reached; nothing changed if that is no lower than the image. */
    private static ChangeSearch.Change unfinished(Image image, Start start, double scoreBefore) {
        Image shown = start.score < scoreBefore ? start.image : image;
        Mask changed = Mask.above(AbsoluteDifference.of(image, shown), 0);
        return new ChangeSearch.Change(changed, shown, Math.min(start.score, scoreBefore));
    }

    private static String sentence(ChangeSearch.Change change, Restoration restoration) {
        double before = restoration.scoreBefore();
        OptionalDouble threshold = restoration.threshold();
        boolean normal = threshold.isPresent() && before <= threshold.getAsDouble();
        if (!(change.score() < before)) {
            return "No change that was tried lowers the score" + (normal ? "; the image is normal already." : ".");
        }
        String fall = String.format(
                Locale.ROOT,
                "With %s %% of the pixels changed the score falls from %.4g to %.4g",
                percent(change),
                before,
                change.score());
        if (threshold.isEmpty()) {
            return fall + "; the detector does not decide what is normal.";
        }
        if (normal) {
            return fall + "; the image is normal already.";
        }
        return fall
                + String.format(
                        Locale.ROOT,
                        change.score() <= threshold.getAsDouble()
                                ? ", which is normal (threshold %.4g)."
                                : ", which is not yet normal (threshold %.4g): no change was found that makes it so.",
                        threshold.getAsDouble());
    }

    /** A share that is rounded to nothing would say that nothing was changed. */
    private static String percent(ChangeSearch.Change change) {
        Image image = change.image();
        double percent = 100.0 * change.pixels().count() / (image.height() * image.width());
        return percent < SMALLEST_PERCENT
                ? "less than " + SMALLEST_PERCENT
                : String.format(Locale.ROOT, "%.1f", percent);
    }
}
