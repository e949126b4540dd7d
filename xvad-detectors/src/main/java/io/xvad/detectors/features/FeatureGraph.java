package io.xvad.detectors.features;

import io.xvad.core.capability.WholeGraph;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Optional;

/**
 * A whole detector that judges rows of features of a backbone, as one ONNX graph.
 *
 * @param extractor gives the rows
 * @param painter makes the map
 * @param judgement what is made of the rows
 */
public record FeatureGraph(PatchExtractor extractor, MapPainter painter, Judgement judgement) implements WholeGraph {

    /**
     * What is made of rows.
     *
     * @param distances one value for each
     * @param score of the image, if it is not the maximum of the map
     */
    public record Judged(String distances, Optional<String> score) {}

    /** Adds nodes that judge rows. */
    @FunctionalInterface
    public interface Judgement {

        /**
         * Of a image and its rows.
         *
         * @param image shape (1, 3, size, size)
         * @param rows shape (side * side, dimension)
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
