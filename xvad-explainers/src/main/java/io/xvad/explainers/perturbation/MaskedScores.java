package io.xvad.explainers.perturbation;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Scores masked copies of an image, in batches, so that memory does not grow with their number. Counts the detections it spends.
 * Not thread-safe.
 */
public final class MaskedScores {

    /** The largest number of detections an explainer may spend on copies. */
    public static final OptionSpec<Integer> MAX_DETECTIONS = OptionSpec.integer(
            "max-detections",
            500,
            10,
            1_000_000,
            "Largest number of copies that are scored, with what it takes to restore the image; at least 10 masked ones are");

    private static final int LEAST = 10;

    private static final int BATCH = 16;

    private final FittedDetector fitted;
    private final Image image;
    private final float[] values;
    private final float[] baseline;
    private final ExplainRequest request;
    private final int budget;
    private int spent;

    /** Copies of {@code image} whose hidden parts show {@code baseline}; what that took is spent already. */
    public MaskedScores(FittedDetector fitted, Image image, Baseline baseline, ExplainRequest request) {
        this.fitted = fitted;
        this.image = image;
        this.values = image.toArray();
        this.baseline = baseline.image().toArray();
        this.request = request;
        this.spent = baseline.detections();
        this.budget = Math.max(spent + LEAST, request.options().get(MAX_DETECTIONS));
    }

    /** Detections that may still be spent. */
    public int left() {
        return budget - spent;
    }

    /**
     * Scores masked copies of the image; one score a copy.
     *
     * @param mask for each copy what is left of each pixel, row-major: 1 all of it, 0 the baseline
     */
    public double[] scores(int count, IntFunction<float[]> mask) {
        double[] scores = new double[count];
        for (int start = 0; start < count; start += BATCH) {
            Cancellation.check();
            List<Image> batch = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + BATCH); i++) {
                batch.add(masked(mask.apply(i)));
            }
            List<Detection> detections = fitted.detectAll(batch, request.executor());
            for (int i = 0; i < detections.size(); i++) {
                scores[start + i] = detections.get(i).score();
            }
            spent += batch.size();
            request.progress().progressed("masked copies", spent, budget);
        }
        return scores;
    }

    private Image masked(float[] mask) {
        float[] blended = new float[values.length];
        for (int i = 0; i < blended.length; i++) {
            float kept = mask[i % mask.length];
            blended[i] = kept * values[i] + (1 - kept) * baseline[i];
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), blended);
    }
}
