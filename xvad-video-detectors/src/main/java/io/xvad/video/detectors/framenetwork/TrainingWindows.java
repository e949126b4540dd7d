package io.xvad.video.detectors.framenetwork;

import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;

/** Cuts training clips into windows, one for each frame that has enough before it. None holds frames of two clips. */
final class TrainingWindows {

    private TrainingWindows() {}

    /**
     * Reads all clips.
     *
     * @param length frames in a window; a shorter clip gives one window
     * @throws IllegalArgumentException if there are none, or a sample is not a clip
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    static List<FrameWindow> of(Samples normals, int length, FrameForm form, ProgressListener progress) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal clip, got none");
        }
        List<FrameWindow> windows = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            if (!(normals.get(i) instanceof Clip clip)) {
                throw new IllegalArgumentException("training needs clips, got the image " + normals.id(i));
            }
            PackedClip packed = PackedClip.of(clip, form);
            int count = packed.frames().size();
            for (int last = Math.min(length, count) - 1; last < count; last++) {
                windows.add(new FrameWindow(packed, last));
            }
            progress.progressed("clips", i + 1L, normals.size());
        }
        return List.copyOf(windows);
    }
}
