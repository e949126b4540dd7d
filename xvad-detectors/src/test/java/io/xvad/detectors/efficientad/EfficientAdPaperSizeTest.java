package io.xvad.detectors.efficientad;

import io.xvad.training.MadeUp;
import io.xvad.training.PaperSize;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** PDN-S and PDN-M as students of 768 outputs, with the autoencoder of the paper. */
@Tag("slow")
class EfficientAdPaperSizeTest {

    private static final int SIDE = 64;
    private static final int OUTPUTS = 384;
    private static final int AUTOENCODER = 64;
    private static final int[] DECODED = {2, 3, 4, 9, 16, 32};

    @ParameterizedTest
    @CsvSource({"SMALL,128,efficient-ad-small", "MEDIUM,256,efficient-ad-medium"})
    void lossAndGradientsEqualPyTorch(PatchNetwork.Kind kind, int width, String golden) throws IOException {
        Trainable net = new EfficientAdNetwork.Shape(
                        new PatchNetwork(kind, width, OUTPUTS), new GlobalAutoencoder(SIDE, AUTOENCODER, OUTPUTS))
                .graph(SIDE, 1);
        List<String> learned = net.names().stream()
                .filter(name -> !name.startsWith(Teacher.NAME))
                .toList();
        new PaperSize(golden).agrees(net, learned, inputs(), EfficientAdNetwork.LOSS, 0.002);
    }

    private static Map<String, INDArray> inputs() {
        int side = PatchNetwork.side(SIDE);
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(EfficientAdNetwork.INPUT, MadeUp.input(1000, 2, 3, SIDE, SIDE));
        inputs.put(EfficientAdNetwork.AUGMENTED, MadeUp.input(1001, 2, 3, SIDE, SIDE));
        inputs.put(EfficientAdNetwork.OTHER, MadeUp.input(1002, 2, 3, SIDE, SIDE));
        inputs.put(
                EfficientAdNetwork.TEACHER,
                MadeUp.input(1003, 2, OUTPUTS, side, side).mul(6).sub(3));
        inputs.put(
                EfficientAdNetwork.TEACHER_OF_AUGMENTED,
                MadeUp.input(1004, 2, OUTPUTS, side, side).mul(6).sub(3));
        inputs.put(EfficientAdNetwork.THRESHOLD, Nd4j.create(new float[] {4}, new long[] {1, 1, 1, 1}, 'c'));
        for (int i = 0; i < DECODED.length; i++) {
            INDArray kept = MadeUp.input(1010 + i, 2, AUTOENCODER, DECODED[i], DECODED[i]);
            inputs.put(
                    "autoencoder-dropout-" + i,
                    kept.gte(0.2).castTo(DataType.FLOAT).div(0.8));
        }
        return inputs;
    }
}
