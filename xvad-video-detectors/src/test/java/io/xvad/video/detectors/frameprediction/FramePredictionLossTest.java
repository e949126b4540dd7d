package io.xvad.video.detectors.frameprediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.model.Npy;
import io.xvad.video.detectors.framenetwork.FrameLosses;
import io.xvad.video.detectors.framenetwork.FrameNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The losses of frame prediction against PyTorch; see golden/video.py. */
class FramePredictionLossTest {

    private static final int SIZE = 24;
    private static final long[] SHAPE = {2, 1, SIZE, SIZE};

    private final SameDiff graph = SameDiff.create();
    private final SDVariable target = graph.placeHolder("target", DataType.FLOAT, -1, 1, SIZE, SIZE);
    private final SDVariable before = graph.placeHolder("before", DataType.FLOAT, -1, 1, SIZE, SIZE);

    private static float[] golden(String name) throws IOException {
        String file = "/golden/prediction-" + name + ".npy";
        try (InputStream in = Objects.requireNonNull(FramePredictionLossTest.class.getResourceAsStream(file), file)) {
            return Npy.read(file, in.readAllBytes()).floats();
        }
    }

    private static INDArray frames(String name) throws IOException {
        return Nd4j.create(golden(name), SHAPE, 'c');
    }

    private static Map<String, INDArray> inputs() throws IOException {
        return Map.of("target", frames("target"), "before", frames("before"));
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    @Test
    void lossAndGradientEqualPyTorch() throws IOException {
        SDVariable output = graph.var("output", frames("output"));
        FramePredictionNetwork.loss(new FrameLosses(graph, SIZE), output, target, before, 2)
                .rename(FrameNetwork.LOSS);
        graph.setLossVariables(FrameNetwork.LOSS);
        var found = graph.calculateGradientsAndOutputs(inputs(), List.of(FrameNetwork.LOSS), List.of("output"));
        assertThat(values(Objects.requireNonNull(found.getOutputs().get(FrameNetwork.LOSS)))[0])
                .isCloseTo(golden("loss")[0], within(1e-4f));
        assertThat(values(Objects.requireNonNull(found.getGradients().get("output"))))
                .containsExactly(golden("output-gradient"), within(1e-4f));
    }

    /** The golden flow holds both components of a pixel side by side. */
    @Test
    void flowEqualsPyTorch() throws IOException {
        SDVariable[] flow = LucasKanade.from(graph, before, SIZE).to(target);
        float[] expected = golden("flow");
        for (int component = 0; component < 2; component++) {
            String name = flow[component].name();
            float[] actual =
                    values(Objects.requireNonNull(graph.output(inputs(), name).get(name)));
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[2 * i + component], within(1e-4f));
            }
        }
    }
}
