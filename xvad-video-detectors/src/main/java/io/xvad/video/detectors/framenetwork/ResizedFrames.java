package io.xvad.video.detectors.framenetwork;

import io.xvad.core.stream.Frame;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The frames of the latest window of one video as the network sees them, so that none is resized twice. Not thread-safe. */
final class ResizedFrames {

    private final int size;
    private Map<Frame, float[]> latest = new IdentityHashMap<>();

    ResizedFrames(int size) {
        this.size = size;
    }

    /** The frames of the next window. */
    List<float[]> of(List<Frame> window) {
        Map<Frame, float[]> next = new IdentityHashMap<>();
        for (Frame frame : window) {
            float[] seen = latest.get(frame);
            next.put(frame, seen == null ? FrameWindow.seen(frame.image(), size) : seen);
        }
        latest = next;
        return window.stream().map(next::get).toList();
    }
}
