package io.xvad.detectors.stfpm;

import io.xvad.detectors.heads.Head;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** The frozen form of a trained student. */
final class StudentExport {

    private StudentExport() {}

    /** ONNX from a picture and the teacher's standardised rows to scores. */
    static byte[] of(Trainable net, int size, int rows, int dimension) {
        OnnxGraph onnx = new OnnxGraph();
        String picture = onnx.input(StudentGraph.PICTURES, 1, 3, size, size);
        String taught = onnx.input(Head.ROWS, rows, dimension);
        SameDiffTranslation translation = new SameDiffTranslation(
                net.graph(),
                onnx,
                Map.of(StudentGraph.PICTURES, picture, Head.ROWS, taught),
                Map.of(StudentGraph.PICTURES, Nd4j.zeros(1, 3, size, size), Head.ROWS, Nd4j.zeros(rows, dimension)));
        onnx.output(Head.SCORE, translation.value(Head.SCORE), rows);
        return onnx.bytes();
    }
}
