package io.xvad.detectors.pixelgaussian;

import io.xvad.core.capability.WholeGraph;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PaintedGraph;
import io.xvad.detectors.gaussian.Gaussians;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Optional;

/**
 * The yardstick as one ONNX graph.
 *
 * @param gaussians of the pixels
 * @param size side of the pictures
 * @param painter makes the map
 */
record PixelGraph(Gaussians gaussians, int size, MapPainter painter) implements WholeGraph {

    @Override
    public byte[] onnx() {
        OnnxGraph onnx = new OnnxGraph();
        String picture = PaintedGraph.image(onnx, size);
        String rows =
                onnx.reshaped(onnx.transposed(picture, 0, 2, 3, 1), (long) size * size, PixelRows.CHANNELS.length);
        return PaintedGraph.finished(onnx, gaussians.distances(onnx, rows), size, painter, Optional.empty());
    }
}
