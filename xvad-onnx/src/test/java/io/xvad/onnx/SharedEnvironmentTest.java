package io.xvad.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.testkit.SeparateProcess;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SharedEnvironmentTest {

    /** Runs a network after somebody else has made ONNX Runtime's environment, or before. */
    static final class Program {

        private static final int SIDE = 224;

        private Program() {}

        public static void main(String[] arguments) {
            if (arguments[0].equals("after")) {
                OrtEnvironment.getEnvironment();
            }
            try (Network network =
                    new OnnxRuntimeEngine().open(BackboneSpec.packaged().onnx(), List.of("stride16"), 0)) {
                Tensor features =
                        Objects.requireNonNull(network.run(Tensor.of(new float[3 * SIDE * SIDE], 1, 3, SIDE, SIDE))
                                .get("stride16"));
                SeparateProcess.print(
                        "found",
                        SharedEnvironment.get().hasThreads() ? 1 : 0,
                        features.buffer().get(7));
            }
        }
    }

    private static List<Double> found(String when) {
        return Objects.requireNonNull(SeparateProcess.of(entry -> true, Program.class, List.of(when))
                .numbers()
                .get("found"));
    }

    @Test
    void anEnvironmentThatIsThereAlreadyIsUsedWithoutSharedThreads() {
        List<Double> before = found("before");
        List<Double> after = found("after");
        assertThat(before.get(0)).isEqualTo(1);
        assertThat(after.get(0)).isZero();
        assertThat(after.get(1)).isEqualTo(before.get(1));
    }
}
