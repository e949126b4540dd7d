package io.xvad.evaluation.video;

import io.xvad.core.Clip;
import io.xvad.core.SampleKind;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.TrackedBox;
import io.xvad.evaluation.bench.BenchClip;
import io.xvad.evaluation.bench.BenchTable;
import io.xvad.evaluation.bench.ClipBench;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoTruth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures an explainer on anomalous videos: how faithful, stable and close to the truth its maps are, in each video on the
 * window around the highest score of an anomalous frame.
 */
public final class VideoExplainerBench {

    private final FittedDetector fitted;
    private final Explainer explainer;
    private final ExplainRequest request;
    private final int window;
    private final int limit;

    /**
     * A bench for one detector and one explainer.
     *
     * @param explainer to measure
     * @param request with which it explains
     * @param window frames of a window, at least 2
     * @param limit largest number of videos, spread over all anomalous ones, at least 1
     * @throws IllegalArgumentException if the explainer takes no clips or the detector lacks what it needs
     */
    public VideoExplainerBench(
            FittedDetector fitted, Explainer explainer, ExplainRequest request, int window, int limit) {
        if (!explainer.sampleKinds().contains(SampleKind.CLIP)) {
            throw new IllegalArgumentException(
                    "explainer '" + explainer.name() + "' explains no videos, and the model is one of videos");
        }
        List<String> missing = explainer.missingCapabilities(fitted);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "explainer '" + explainer.name() + "' needs a detector with the capability "
                            + String.join(", ", missing) + ", which '"
                            + fitted.provenance().detector() + "' lacks");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("at least one video must be explained, got a limit of " + limit);
        }
        this.fitted = fitted;
        this.explainer = explainer;
        this.request = request;
        this.window = PeakWindow.requireLength(window);
        this.limit = limit;
    }

    /**
     * Measures, beside the explainer, random maps, the detector's own heatmaps and, where known, true masks.
     *
     * @throws XvadDataException if no video is anomalous
     * @throws IllegalArgumentException if the explainer shows no map
     */
    public BenchTable run(List<VideoCase> tests, Bootstrap bootstrap, ProgressListener progress) {
        List<VideoCase> anomalous = tests.stream()
                .filter(test -> test.truth().anomalousFrames() > 0)
                .toList();
        if (anomalous.isEmpty()) {
            throw new XvadDataException("explanations are measured on anomalous videos, and there are none");
        }
        int count = Math.min(limit, anomalous.size());
        List<BenchClip> clips = IntStream.range(0, count)
                .mapToObj(i -> clip(anomalous.get((int) ((i + 0.5) * anomalous.size() / count))))
                .toList();
        ClipBench bench = new ClipBench(explainer, request, bootstrap, 0);
        return new BenchTable(fitted.provenance().detector(), bench.run(fitted, clips, progress));
    }

    private BenchClip clip(VideoCase test) {
        VideoTruth truth = test.truth();
        PeakWindow found = PeakWindow.of(fitted, test.video(), window, truth::anomalous);
        return new BenchClip(found.clip(), masks(truth, found));
    }

    /** True masks where somebody drew them, or else true boxes; empty if there are neither. */
    private static Optional<List<boolean[]>> masks(VideoTruth truth, PeakWindow found) {
        Clip clip = found.clip();
        IntStream frames = IntStream.range(0, clip.frames().size());
        if (truth.hasMasks()) {
            return Optional.of(frames.mapToObj(i -> truth.mask(new Frame(
                                    found.first() + i,
                                    clip.timestamp(i),
                                    clip.frames().get(i)))
                            .orElseThrow()
                            .toArray())
                    .toList());
        }
        return truth.boxes().map(boxes -> frames.mapToObj(i -> filled(boxes, found.first() + i, clip))
                .toList());
    }

    private static boolean[] filled(List<TrackedBox> boxes, int frame, Clip clip) {
        boolean[] mask = new boolean[clip.height() * clip.width()];
        boxes.stream().filter(one -> one.frame() == frame).map(TrackedBox::box).forEach(box -> {
            for (int i = 0; i < box.area(); i++) {
                mask[(box.y() + i / box.width()) * clip.width() + box.x() + i % box.width()] = true;
            }
        });
        return mask;
    }
}
