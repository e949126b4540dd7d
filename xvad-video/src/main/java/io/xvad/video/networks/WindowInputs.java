package io.xvad.video.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What goes into a network for some windows.
 *
 * @param sight which frames it sees
 * @param size side of the frames
 */
record WindowInputs(Sight sight, int size) {

    /** For windows of a batch. */
    Map<String, INDArray> of(List<FrameWindow> windows) {
        return fed(windows.stream().map(window -> window.frames(sight.window())).toList());
    }

    /** For one window given by its frames, the oldest first. */
    Map<String, INDArray> ofOne(List<float[]> window) {
        return fed(List.of(window));
    }

    private Map<String, INDArray> fed(List<List<float[]>> windows) {
        List<float[]> seen = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (List<float[]> window : windows) {
            seen.addAll(window.subList(0, sight.frames()));
            targets.add(window.get(window.size() - 1));
        }
        return Map.of(
                VideoRecipe.SEEN,
                FrameWindow.batch(seen, sight.frames(), size),
                VideoRecipe.TARGET,
                FrameWindow.batch(targets, 1, size));
    }
}
