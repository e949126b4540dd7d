package io.xvad.cli.video;

import io.xvad.cli.compare.Comparison;
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
import io.xvad.evaluation.bench.ClipBench;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoTruth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures an explainer on videos of which the truth is known: of each that is anomalous, on the stretch around the highest
 * score of an anomalous frame.
 */
public final class ExplainedVideos {

    private final FittedDetector fitted;
    private final Explainer explainer;
    private final Stretch stretch;
    private final int limit;

    /**
     * For a detector.
     *
     * @param explainer to measure, with its default options
     * @param window frames of a stretch, at least 2
     * @param limit largest number of videos, spread over all anomalous ones, at least 1
     * @throws IllegalArgumentException if the explainer takes no clips or the detector lacks what it needs
     */
    public ExplainedVideos(FittedDetector fitted, Explainer explainer, int window, int limit) {
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
        this.stretch = new Stretch(fitted, window);
        this.limit = limit;
    }

    /**
     * The figures, beside those of random maps and the detector's heatmaps.
     *
     * @throws XvadDataException if no video is anomalous
     * @throws IllegalArgumentException if the explainer shows no map
     */
    public Comparison measured(List<VideoCase> tests, Bootstrap bootstrap, ProgressListener progress) {
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
        ClipBench bench = new ClipBench(explainer, ExplainRequest.defaults(explainer), bootstrap, 0);
        return new Comparison(fitted.provenance().detector(), bench.run(fitted, clips, progress));
    }

    private BenchClip clip(VideoCase test) {
        VideoTruth truth = test.truth();
        Stretch.Found found = stretch.of(test.video(), truth::anomalous);
        return new BenchClip(found.clip(), masks(truth, found));
    }

    /** Those that were drawn, or else the boxes; empty if there are neither. */
    private static Optional<List<boolean[]>> masks(VideoTruth truth, Stretch.Found found) {
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
