package io.xvad.video.detectors.exemplars;

import io.xvad.core.Clip;
import io.xvad.core.stream.Frame;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.MotionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The video volumes of all regions around a frame.
 *
 * @param clip id of the clip
 * @param frame the frame in the middle of the volumes
 * @param volumes one for each region
 */
record FrameVolumes(String clip, Frame frame, VideoVolume[] volumes) {

    /**
     * The volumes of a clip.
     *
     * @param frames over which a volume reaches
     * @param step frames from one volume to the next
     */
    static List<FrameVolumes> in(Clip clip, BackgroundImage background, RegionGrid grid, int frames, int step) {
        List<FrameVolumes> seen = new ArrayList<>();
        CellSums sums =
                new CellSums(grid, Math.max(1, Math.min(frames, clip.frames().size() - 1)), clip.framesPerSecond());
        int count = 0;
        try (MotionSource source = new MotionSource(background, clip.framesPerSecond())) {
            for (Frame frame : frames(clip)) {
                Optional<CellSums.Volumes> volumes = source.push(frame).flatMap(sums::push);
                if (volumes.isPresent() && count++ % step == 0) {
                    seen.add(new FrameVolumes(
                            clip.id(), volumes.get().middle(), volumes.get().volumes()));
                }
            }
        }
        return seen;
    }

    /** A clip of one frame is one in which nothing moved. */
    private static List<Frame> frames(Clip clip) {
        List<Frame> frames = Frame.of(clip);
        return frames.size() > 1 ? frames : List.of(frames.get(0), frames.get(0));
    }
}
