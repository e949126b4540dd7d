package io.xvad.video.detectors.framenetwork;

import io.xvad.core.engine.Tensor;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What goes into a network for some windows.
 *
 * @param sight which frames it sees
 * @param size side of the frames
 */
record WindowInputs(WindowLayout sight, int size) {

    /** For windows of a batch. */
    Map<String, INDArray> of(List<FrameWindow> windows) {
        return arrays(
                windows.stream().map(window -> window.frames(sight.window())).toList());
    }

    /** The frames of a video as the network sees them. */
    List<float[]> seen(List<Frame> window) {
        return window.stream()
                .map(frame -> FrameWindow.seen(frame.image(), size))
                .toList();
    }

    /** For windows given by their frames, the oldest first. */
    Map<String, INDArray> arrays(List<List<float[]>> windows) {
        Map<String, INDArray> arrays = new HashMap<>();
        tensors(windows).forEach((name, tensor) -> arrays.put(name, Nd4j.create(tensor.toArray(), shape(tensor), 'c')));
        return arrays;
    }

    private static long[] shape(Tensor tensor) {
        return new long[] {tensor.size(0), tensor.size(1), tensor.size(2), tensor.size(3)};
    }

    /** The same without ND4J. */
    Map<String, Tensor> tensors(List<List<float[]>> windows) {
        List<float[]> seen = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (List<float[]> window : windows) {
            seen.addAll(window.subList(0, sight.frames()));
            targets.add(window.get(window.size() - 1));
        }
        return Map.of(FrameNetwork.SEEN, tensor(seen, sight.frames()), FrameNetwork.TARGET, tensor(targets, 1));
    }

    /** Of shape (frames / channels, channels, size, size). */
    private Tensor tensor(List<float[]> frames, int channels) {
        float[] values = new float[frames.size() * size * size];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, values, i * size * size, size * size);
        }
        return Tensor.owning(values, frames.size() / channels, channels, size, size);
    }
}
