package io.xvad.detectors.network;

import io.xvad.core.capability.WholeGraph;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PaintedGraph;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A network trained from pixels as one ONNX graph.
 *
 * @param saved the network
 * @param views what of a picture goes into it
 * @param size side of the pictures
 * @param side rows and columns of its map
 * @param painter enlarges and smooths it
 */
record ImageGraph(SavedNetwork saved, ImageViews views, int size, int side, MapPainter painter) implements WholeGraph {

    @Override
    public byte[] onnx() {
        OnnxGraph onnx = new OnnxGraph();
        String seen = views.of(onnx, PaintedGraph.image(onnx, size));
        Map<String, String> values = onnx.embed(saved.onnx(), seen, "network-");
        String map = views.joined(onnx, Objects.requireNonNull(values.get(FrozenImages.MAP)));
        Optional<String> score = Optional.ofNullable(values.get(FrozenImages.SCORE));
        return PaintedGraph.finished(onnx, map, side, painter, score);
    }
}
