package io.xvad.detectors.stfpm;

import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.distillation.Scale;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.training.MadeUp;
import io.xvad.training.PaperSize;
import io.xvad.training.dl4j.NetworkArchitecture;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Tag("slow")
class StfpmPaperSizeTest {

    private static final int SIDE = 16;
    private static final List<Scale> SCALES = List.of(new Scale(0, 24, 1), new Scale(24, 40, 2), new Scale(64, 112, 4));

    @Test
    void lossAndGradientsOfAStudentBuiltAsItsTeacherEqualPyTorch() throws IOException {
        BackboneSpec teacher = BackboneSpec.packaged();
        List<String> layers =
                teacher.layers().stream().map(BackboneSpec.Layer::name).toList();
        agrees(
                "stfpm-as-its-teacher",
                new TeachersArchitecture(NetworkArchitecture.of(teacher.onnx(), layers), layers, teacher.normalize()));
    }

    @Test
    void lossAndGradientsOfAResidualStudentEqualPyTorch() throws IOException {
        agrees("stfpm", new ResidualStudent(SCALES, 4, 64));
    }

    private static void agrees(String golden, Student student) throws IOException {
        new PaperSize(golden)
                .agrees(
                        new StfpmNetwork(SCALES, 4 * SIDE, SIDE, student).graph(1),
                        Map.of(
                                FeatureNetwork.ROWS,
                                rows(),
                                StfpmNetwork.IMAGES,
                                MadeUp.input(1000, 2, 3, 4 * SIDE, 4 * SIDE)),
                        StfpmNetwork.LOSS,
                        0.01);
    }

    /** Features of all scales at each place of the finest. */
    private static INDArray rows() {
        INDArray rows = Nd4j.create(2 * SIDE * SIDE, 176);
        for (int i = 0; i < SCALES.size(); i++) {
            Scale scale = SCALES.get(i);
            int side = SIDE / scale.ratio();
            INDArray features = MadeUp.input(1001 + i, 2, scale.channels(), side, side);
            for (int row = 0; row < rows.rows(); row++) {
                int y = row / SIDE % SIDE / scale.ratio();
                int x = row % SIDE / scale.ratio();
                for (int channel = 0; channel < scale.channels(); channel++) {
                    rows.putScalar(row, scale.first() + channel, features.getFloat(row / (SIDE * SIDE), channel, y, x));
                }
            }
        }
        return rows;
    }
}
