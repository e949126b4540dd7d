package io.xvad.video.networks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What goes into a network for some windows.
 *
 * @param before frames seen before the one that is scored; 0 if that one is seen itself
 * @param size side of the frames
 */
record WindowInputs(int before, int size) {

    /** Everything that training needs. */
    Map<String, INDArray> training(List<FrameWindow> windows) {
        List<IntFunction<float[]>> frames = new ArrayList<>();
        windows.forEach(window -> frames.add(window::frame));
        Map<String, INDArray> inputs = new HashMap<>(of(frames));
        if (before > 0) {
            inputs.put(
                    VideoRecipe.BEFORE,
                    FrameWindow.batch(frames.stream().map(one -> one.apply(1)).toList(), 1, size));
        }
        return inputs;
    }

    /** What scoring needs, for one window given by its frames, the oldest first. */
    Map<String, INDArray> scoring(List<float[]> window) {
        return of(List.of(back -> window.get(window.size() - 1 - back)));
    }

    private Map<String, INDArray> of(List<IntFunction<float[]>> windows) {
        List<float[]> seen = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (IntFunction<float[]> window : windows) {
            targets.add(window.apply(0));
            for (int back = before; back >= Math.min(1, before); back--) {
                seen.add(window.apply(back));
            }
        }
        return Map.of(
                VideoRecipe.SEEN,
                FrameWindow.batch(seen, Math.max(1, before), size),
                VideoRecipe.TARGET,
                FrameWindow.batch(targets, 1, size));
    }
}
