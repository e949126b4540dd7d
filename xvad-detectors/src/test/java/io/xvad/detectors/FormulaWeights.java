package io.xvad.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.training.GoldenLoss;
import io.xvad.training.Gradients;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights of large networks that follow from a formula, so that goldens need not hold them; see golden/pixels.py. */
public final class FormulaWeights {

    private FormulaWeights() {}

    /** Values in [-1, 1) that look random and are the same in any language. */
    public static float[] drawn(int count, int start) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) drawn(i + start);
        }
        return values;
    }

    private static double drawn(int place) {
        double scattered = Math.sin((place + 1) * 12.9898) * 43758.5453;
        return 2 * (scattered - Math.floor(scattered)) - 1;
    }

    /** Images in [0, 1]. */
    public static float[] images(int count, int side, int start) {
        float[] values = drawn(count * 3 * side * side, start);
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] + 1) / 2;
        }
        return values;
    }

    public static INDArray array(float[] values, long... shape) {
        return Nd4j.create(values, shape, 'c');
    }

    /** Sets all weights of a network. */
    public static void set(Trainable net) {
        Map<String, float[]> weights = new HashMap<>(net.values());
        int place = 0;
        for (String name : net.names()) {
            long[] shape = net.graph().getVariable(name).getArr().shape();
            int count = Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
            double scale = name.endsWith("-bias") ? 0.1 : Math.sqrt(2.0 * shape[shape.length - 1] / count);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (scale * drawn(i + 31 * place));
            }
            weights.put(name, values);
            place++;
        }
        net.restore(weights);
    }

    /** Loss and gradients are those of the golden file: of each gradient its length and its product with the formula's values. */
    public static void agree(
            Trainable net,
            Map<String, INDArray> inputs,
            String loss,
            GoldenLoss golden,
            String prefix,
            double tolerance)
            throws IOException {
        net.graph().setLossVariables(loss);
        List<String> names = List.copyOf(net.names());
        try (Gradients found = net.gradients(inputs, List.of(loss), names)) {
            assertThat(Objects.requireNonNull(found.outputs().get(loss)).getDouble(0))
                    .isCloseTo(golden.values(prefix + "loss")[0], within(tolerance));
            for (String name : names) {
                float[] gradient = Objects.requireNonNull(found.gradients().get(name))
                        .dup('c')
                        .data()
                        .asFloat();
                float[] expected = golden.values(prefix + name + "-gradient");
                double near = tolerance * Math.max(1, expected[0]);
                assertThat(length(gradient)).as(name).isCloseTo(expected[0], within(near));
                assertThat(product(gradient)).as(name).isCloseTo(expected[1], within(near * 5));
            }
        }
    }

    private static double length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static double product(float[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * drawn(i + 7);
        }
        return sum;
    }
}
