package io.xvad.detectors.heads;

import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** The frozen form of a trained head. */
final class HeadExport {

    private HeadExport() {}

    /** ONNX from standardised rows of one picture to their scores. */
    static byte[] of(Trainable net, int rows, int dimension) {
        OnnxGraph onnx = new OnnxGraph();
        String input = onnx.input(Head.ROWS, rows, dimension);
        SameDiffTranslation translation = new SameDiffTranslation(
                net.graph(), onnx, Map.of(Head.ROWS, input), Map.of(Head.ROWS, Nd4j.zeros(rows, dimension)));
        onnx.output(Head.SCORE, translation.value(Head.SCORE), rows);
        return onnx.bytes();
    }
}
