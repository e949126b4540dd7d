package io.xvad.video.detectors.framenetwork;

import io.xvad.core.engine.Tensor;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a network for some windows.
 *
 * @param layout which frames it sees
 * @param form of the frames
 */
record WindowInputs(WindowLayout layout, FrameForm form) {

    /** The frames of a video as the network takes them. */
    List<float[]> resized(List<Frame> window) {
        return window.stream()
                .map(frame -> FrameWindow.resized(frame.image(), form))
                .toList();
    }

    /** The inputs by name, for windows given by their frames, the oldest first. */
    Map<String, Tensor> of(List<List<float[]>> windows) {
        List<float[]> seen = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (List<float[]> window : windows) {
            seen.addAll(window.subList(0, layout.seen()));
            targets.add(window.get(window.size() - 1));
        }
        return Map.of(FrameNetwork.SEEN, tensor(seen, layout.seen()), FrameNetwork.TARGET, tensor(targets, 1));
    }

    /** The frames as a tensor of shape (frames / together, together * channels, size, size). */
    private Tensor tensor(List<float[]> frames, int together) {
        int each = form.values();
        float[] values = new float[frames.size() * each];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, values, i * each, each);
        }
        return Tensor.owning(values, frames.size() / together, together * form.channels(), form.size(), form.size());
    }
}
