package io.xvad.detectors.features;

import io.xvad.core.capability.WholeGraph;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Optional;

/** Ends the ONNX graph of a whole detector: paints the map as {@link MapPainter} does, and names what comes out. */
public final class PaintedGraph {

    private PaintedGraph() {}

    /**
     * Adds the outputs.
     *
     * @param distances shape (1, side, side), or as many values in a row
     * @param score one value, if it is not the maximum of the map
     */
    public static byte[] finished(
            OnnxGraph onnx, String distances, int side, MapPainter painter, Optional<String> score) {
        int size = painter.inputSize();
        float[] down = new float[size * side];
        float[] across = new float[side * size];
        for (int i = 0; i < side; i++) {
            float[] line = painter.enlargedLine(side, i);
            for (int y = 0; y < size; y++) {
                down[y * side + i] = line[y];
                across[i * size + y] = line[y];
            }
        }
        String wide = onnx.node("MatMul", onnx.reshaped(distances, 1, side, side), onnx.constant(across, side, size));
        String map = onnx.node("MatMul", onnx.constant(down, size, side), wide);
        onnx.output(WholeGraph.MAP, map, 1, size, size);
        String whole = score.orElseGet(() -> onnx.node("ReduceMax", node -> node.integer("keepdims", 0), map));
        onnx.output(WholeGraph.SCORE, onnx.reshaped(whole, 1), 1);
        return onnx.bytes();
    }

    /** Adds the input of such a graph, the image; returns its name. */
    public static String image(OnnxGraph onnx, int size) {
        return onnx.input(WholeGraph.IMAGE, 1, 3, size, size);
    }
}
