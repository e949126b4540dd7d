package io.xvad.video.detectors.framenetwork;

import io.xvad.core.stream.Frame;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Resizes the frames of one video's windows, which overlap, once each. Not thread-safe. */
final class ResizedFrames {

    private final FrameForm form;
    private Map<Frame, float[]> latest = new IdentityHashMap<>();

    ResizedFrames(FrameForm form) {
        this.form = form;
    }

    /** The frames of the next window as the network takes them. */
    List<float[]> of(List<Frame> window) {
        Map<Frame, float[]> next = new IdentityHashMap<>();
        for (Frame frame : window) {
            float[] known = latest.get(frame);
            next.put(frame, known == null ? FrameWindow.resized(frame.image(), form) : known);
        }
        latest = next;
        return window.stream().map(next::get).toList();
    }
}
