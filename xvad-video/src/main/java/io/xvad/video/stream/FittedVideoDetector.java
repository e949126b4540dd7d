package io.xvad.video.stream;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import java.util.List;

/**
 * A fitted detector of clips. The score of a clip is the highest score of its frames, which are smoothed over time; there is a map
 * for each frame. Immutable and thread-safe; it owns its model.
 */
public final class FittedVideoDetector implements FittedDetector, ScoresFrames {

    private final VideoModel model;
    private final double smoothing;
    private final Provenance provenance;
    private final Capabilities capabilities;

    /**
     * A detector that closes the model when it is closed.
     *
     * @param smoothing time constant of the smoothing of scores, in seconds; 0 for none
     */
    public FittedVideoDetector(VideoModel model, double smoothing, Provenance provenance) {
        this.model = model;
        this.smoothing = smoothing;
        this.provenance = provenance;
        this.capabilities = model.capabilities().with(ScoresFrames.class, this);
    }

    @Override
    public Detection detect(Sample sample) {
        if (!(sample instanceof Clip clip)) {
            throw new IllegalArgumentException(
                    "'" + provenance.detector() + "' looks at clips, got the image " + sample.id());
        }
        List<ScoredFrame> scored = scored(clip);
        double score = scored.stream().mapToDouble(ScoredFrame::score).max().orElseThrow();
        return Detection.undecided(clip.id(), score, maps(scored));
    }

    /** One a frame; none if a frame has none. */
    private static List<AnomalyMap> maps(List<ScoredFrame> scored) {
        List<AnomalyMap> maps =
                scored.stream().flatMap(frame -> frame.map().stream()).toList();
        return maps.size() == scored.size() ? maps : List.of();
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("frames per second must be finite and above 0, got " + framesPerSecond);
        }
        FrameScorer raw = model.scorer(framesPerSecond);
        return smoothing > 0 ? new SmoothedScorer(raw, smoothing) : raw;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter writer) {
        model.save(writer);
    }

    @Override
    public void close() {
        model.close();
    }
}
