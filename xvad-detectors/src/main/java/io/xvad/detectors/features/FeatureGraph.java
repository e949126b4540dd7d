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
     * @param score of the picture, if it is not the maximum of the map
     */
    public record Judged(String distances, Optional<String> score) {}

    /** Adds nodes that judge rows. */
    @FunctionalInterface
    public interface Judgement {

        /**
         * Of a picture and its rows.
         *
         * @param picture shape (1, 3, size, size)
         * @param rows shape (side * side, dimension)
         */
        Judged of(OnnxGraph onnx, String picture, String rows);
    }

    @Override
    public int size() {
        return extractor.spec().inputSize();
    }

    @Override
    public byte[] onnx() {
        OnnxGraph onnx = new OnnxGraph();
        String picture = PaintedGraph.picture(onnx, size());
        String rows = new ExtractorGraph(extractor, onnx).rows(picture);
        Judged judged = judgement.of(onnx, picture, rows);
        return PaintedGraph.finished(onnx, judged.distances(), extractor.side(), painter, judged.score());
    }
}
