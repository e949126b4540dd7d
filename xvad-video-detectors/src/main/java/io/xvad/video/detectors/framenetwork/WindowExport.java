package io.xvad.video.detectors.framenetwork;

import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes a trained network as an ONNX model, for one window at a time. */
final class WindowExport {

    private WindowExport() {}

    /**
     * The model takes {@link FrameNetwork#SEEN}, {@link FrameNetwork#TARGET} and the items of a memory that adapts, and gives what scoring
     * needs.
     */
    static byte[] of(Trainable net, FrameScoring scoring) {
        WindowInputs inputs = scoring.inputs();
        float[] dark = new float[inputs.form().values()];
        Map<String, INDArray> example = new WindowArrays(inputs)
                .ofFrames(List.of(Collections.nCopies(inputs.layout().length(), dark)));
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> values = new HashMap<>();
        example.forEach((name, array) -> values.put(name, onnx.input(name, array.shape())));
        scoring.adapting()
                .map(AdaptingMemory::name)
                .ifPresent(memory -> values.put(memory, onnx.input(memory, shape(net, memory))));
        SameDiffTranslation translation = new SameDiffTranslation(net.graph(), onnx, values, example);
        for (String name : scoring.outputs()) {
            onnx.output(name, translation.value(name), shape(name, scoring));
        }
        return onnx.bytes();
    }

    private static long[] shape(Trainable net, String weight) {
        return Objects.requireNonNull(net.graph().getVariable(weight).getArr(), weight)
                .shape();
    }

    /** Errors are of shape (1, size, size), queries of shape (places, channels), all else of one dimension. */
    private static long[] shape(String name, FrameScoring scoring) {
        if (name.equals(FrameNetwork.ERROR)) {
            return new long[] {1, -1, -1};
        }
        boolean isQueries = scoring.adapting()
                .filter(memory -> memory.queries().equals(name))
                .isPresent();
        return isQueries ? new long[] {-1, -1} : new long[] {-1};
    }
}
