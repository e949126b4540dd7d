package io.xvad.detectors.features;

import io.xvad.core.capability.WholeGraph;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Optional;

/**
 * A whole detector on the features of a backbone as one ONNX graph, from the image to the map and the score.
 *
 * @param extractor gives the rows
 * @param painter makes the map
 * @param judgement adds what the detector makes of the features
 */
public record FeatureGraph(PatchExtractor extractor, MapPainter painter, Judgement judgement) implements WholeGraph {

    /**
     * The names in the graph of what a detector computes from features.
     *
     * @param distances one value for each row
     * @param score of the image, if it is not the maximum of the map
     */
    public record Judged(String distances, Optional<String> score) {}

    /** Adds the nodes of a detector to a graph. */
    @FunctionalInterface
    public interface Judgement {

        /**
         * Adds them for an image and its features.
         *
         * @param image name of the image, shape (1, 3, size, size)
         * @param rows name of its features, shape (side * side, dimension)
         */
        Judged of(OnnxGraph onnx, String image, String rows);
    }

    @Override
    public int size() {
        return extractor.spec().inputSize();
    }

    @Override
    public byte[] onnx() {
        OnnxGraph onnx = new OnnxGraph();
        String image = PaintedGraph.image(onnx, size());
        String rows = new ExtractorGraph(extractor, onnx).rows(image);
        Judged judged = judgement.of(onnx, image, rows);
        return PaintedGraph.finished(onnx, judged.distances(), extractor.side(), painter, judged.score());
    }
}
