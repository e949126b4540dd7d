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
 * A detector trained from pixels as one ONNX graph.
 *
 * @param saved its network
 * @param views what of an image goes into the network
 * @param size side of the image
 * @param side rows and columns of the network's map
 * @param painter enlarges and smooths the map
 */
public record ImageGraph(SavedNetwork saved, ImageViews views, int size, int side, MapPainter painter)
        implements WholeGraph {

    @Override
    public byte[] onnx() {
        OnnxGraph onnx = new OnnxGraph();
        String seen = views.of(onnx, PaintedGraph.image(onnx, size));
        Map<String, String> values = onnx.embed(saved.onnx(), seen, "network-");
        String map = views.joined(onnx, Objects.requireNonNull(values.get(ImageNetwork.MAP)));
        Optional<String> score = Optional.ofNullable(values.get(ImageNetwork.SCORE));
        return PaintedGraph.finished(onnx, map, side, painter, score);
    }
}
