package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RunMemoryTest {

    private static final long MEGABYTE = 1L << 20;

    /** A step computes about 40 MB; garbage is hardly ever collected in so short a time. */
    @Test
    void stepsAndRunsLeaveNoNativeArraysBehind() {
        Trainable net = new Trainable(1);
        SDVariable x = net.input("x", 1 << 20);
        SDVariable w = net.weights("w", 1, 1, 1);
        net.graph().math().square(net.graph().math().tanh(x.mul(w)).sub(x)).mean().rename("loss");
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.01, 0);
        try (INDArray values = Nd4j.ones(1, 1 << 20)) {
            Map<String, INDArray> inputs = Map.of("x", values);
            optimiser.step(inputs);
            optimiser.loss(inputs);
            long before = Pointer.physicalBytes();
            for (int i = 0; i < 50; i++) {
                optimiser.step(inputs);
                optimiser.loss(inputs);
            }
            assertThat(Pointer.physicalBytes() - before).isLessThan(300 * MEGABYTE);
        }
    }
}
