package io.xvad.explainers.clip;

import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Scores masked copies of a clip, in batches, so that memory does not grow with their number; frames that are shown whole are not
 * copied. Counts the detections it spends. Not thread-safe.
 */
final class MaskedClips {

    static final OptionSpec<Integer> MAX_DETECTIONS = OptionSpec.integer(
            "max-detections", 200, 10, 1_000_000, "Largest number of masked copies of the clip that are scored");

    private static final int FRAMES_AT_ONCE = 256;

    private final FittedDetector fitted;
    private final Clip clip;
    private final List<float[]> baseline;
    private final ExplainRequest request;
    private final int budget;
    private final double[] timestamps;
    private int spent;

    MaskedClips(FittedDetector fitted, Clip clip, ExplainRequest request) {
        this.fitted = fitted;
        this.clip = clip;
        this.baseline = ClipBaseline.of(clip, request);
        this.request = request;
        this.budget = request.options().get(MAX_DETECTIONS);
        this.timestamps = IntStream.range(0, clip.frames().size())
                .mapToDouble(clip::timestamp)
                .toArray();
    }

    /** Detections that may still be spent. */
    int left() {
        return budget - spent;
    }

    /** The explained score of each masked copy. */
    double[] scores(int count, IntFunction<ClipMask> masks) {
        double[] scores = new double[count];
        int batchSize = Math.max(1, FRAMES_AT_ONCE / clip.frames().size());
        for (int start = 0; start < count; start += batchSize) {
            Cancellation.check();
            List<Clip> batch = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + batchSize); i++) {
                batch.add(masked(masks.apply(i)));
            }
            List<Detection> detections = fitted.detectAll(batch, request.executor());
            for (int i = 0; i < detections.size(); i++) {
                scores[start + i] = ExplainedScore.of(fitted, detections.get(i), request);
            }
            spent += batch.size();
            request.progress().progressed("masked copies", spent, budget);
        }
        return scores;
    }

    private Clip masked(ClipMask mask) {
        List<Image> frames = IntStream.range(0, clip.frames().size())
                .mapToObj(frame -> mask.kept(frame)
                        .map(kept -> blended(frame, kept))
                        .orElse(clip.frames().get(frame)))
                .toList();
        return Clip.of(clip.id(), frames, clip.framesPerSecond(), timestamps);
    }

    private Image blended(int index, float[] kept) {
        Image frame = clip.frames().get(index);
        float[] values = frame.toArray();
        float[] hidden = baseline.get(index);
        for (int i = 0; i < values.length; i++) {
            float shown = kept[i % kept.length];
            values[i] = shown * values[i] + (1 - shown) * hidden[i];
        }
        return Image.of(frame.id(), frame.channels(), frame.height(), frame.width(), values);
    }
}
