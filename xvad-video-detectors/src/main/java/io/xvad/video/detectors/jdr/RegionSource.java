package io.xvad.video.detectors.jdr;

import io.xvad.core.Clip;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.detectors.objects.AppearanceFeatures;
import io.xvad.video.detectors.objects.ObjectProposals;
import io.xvad.video.detectors.objects.ObjectSource;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.motion.MotionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the regions of frames: what is followed, the largest first, at most so many in a frame, since the farthest of more regions is farther. Thread-safe; close it to
 * free native memory.
 *
 * @param background of the camera
 * @param proposals that find things
 * @param appearance that describes what they look like
 * @param seen frames for which something must have been followed, at least 1: what flickers is left out
 * @param most regions of a frame
 */
record RegionSource(
        BackgroundImage background, ObjectProposals proposals, AppearanceFeatures appearance, int seen, int most)
        implements AutoCloseable {

    /** The regions of each frame of a clip but the first, in which nothing has moved yet. */
    List<RegionFrame> frames(Clip clip) {
        RegionStream stream = new RegionStream(this, clip.framesPerSecond());
        List<RegionFrame> frames = new ArrayList<>();
        try (MotionSource motions = new MotionSource(background, clip.framesPerSecond())) {
            for (Frame frame : Frame.of(clip)) {
                motions.push(frame).map(stream::next).ifPresent(frames::add);
            }
        }
        return frames;
    }

    /** A scorer of one video. */
    FrameScorer scorer(double framesPerSecond, Function<RegionFrame, ScoredFrame> scoring) {
        RegionStream stream = new RegionStream(this, framesPerSecond);
        return new MotionScorer(
                new MotionSource(background, framesPerSecond),
                motion -> Optional.of(scoring.apply(stream.next(motion))));
    }

    void write(ModelWriter model) {
        background.write(model);
        appearance.write(model);
        proposals.objects().ifPresent(objects -> objects.write(model));
    }

    @Override
    public void close() {
        appearance.close();
        proposals.objects().ifPresent(ObjectSource::close);
    }
}
