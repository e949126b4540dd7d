package io.xvad.detectors.draem;

import io.xvad.training.MadeUp;
import io.xvad.training.PaperSize;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

@Tag("slow")
class DraemPaperSizeTest {

    private static final int SIDE = 64;

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = DraemNetwork.graph(
                new DraemNetwork.Shape(
                        SIDE, SIDE, 21, new ReconstructiveNetwork(128, 0), new DiscriminativeNetwork(64)),
                1);
        INDArray normal = MadeUp.input(1000, 2, 3, SIDE, SIDE);
        INDArray texture = MadeUp.input(1001, 2, 3, SIDE, SIDE);
        INDArray mask = MadeUp.input(1002, 2, SIDE, SIDE).gt(0.75).castTo(DataType.FLOAT);
        INDArray everywhere = mask.reshape(2, 1, SIDE, SIDE).broadcast(2, 3, SIDE, SIDE);
        INDArray seen = normal.add(texture.sub(normal).mul(everywhere));
        new PaperSize("draem")
                .agrees(
                        net,
                        Map.of(DraemNetwork.SEEN, seen, DraemNetwork.NORMAL, normal, DraemNetwork.MASK, mask),
                        DraemNetwork.LOSS,
                        0.03);
    }
}
