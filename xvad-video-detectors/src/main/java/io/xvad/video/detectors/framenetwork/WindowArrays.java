package io.xvad.video.detectors.framenetwork;

import io.xvad.core.engine.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The inputs of a network as ND4J's arrays, for training and differentiating.
 *
 * @param inputs the same as tensors
 */
record WindowArrays(WindowInputs inputs) {

    /** The inputs by name for windows of training clips. */
    Map<String, INDArray> of(List<FrameWindow> windows) {
        int length = inputs.layout().length();
        return ofFrames(windows.stream().map(window -> window.frames(length)).toList());
    }

    /** The inputs by name for windows given by their frames, the oldest first. */
    Map<String, INDArray> ofFrames(List<List<float[]>> windows) {
        Map<String, INDArray> arrays = new HashMap<>();
        inputs.of(windows).forEach((name, tensor) -> arrays.put(name, array(tensor)));
        return arrays;
    }

    private static INDArray array(Tensor tensor) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return Nd4j.create(tensor.toArray(), shape, 'c');
    }
}
