package io.xvad.detectors.efficientad;

import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PaintedGraph;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * EfficientAD as one ONNX graph.
 *
 * @param saved its networks
 * @param size side of the pictures
 * @param side rows and columns of its map
 * @param painter enlarges it
 */
record EfficientAdWhole(SavedNetwork saved, int size, int side, MapPainter painter) implements WholeGraph {

    @Override
    public byte[] onnx() {
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> values = onnx.embed(saved.onnx(), PaintedGraph.picture(onnx, size), "networks-");
        String map = Objects.requireNonNull(values.get(FrozenEfficientAd.MAP));
        return PaintedGraph.finished(onnx, map, side, painter, Optional.empty());
    }
}
