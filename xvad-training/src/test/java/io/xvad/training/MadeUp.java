package io.xvad.training;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights and inputs that Java and Python make up alike, so that networks of the papers' sizes are compared without files of them; see
 * golden/papersizes.py. Numbers are those of SplitMix64 (Steele, Lea and Flood 2014).
 */
public final class MadeUp {

    private static final long INCREMENT = 0x9E3779B97F4A7C15L;

    private MadeUp() {}

    /** A number in [-1, 1). */
    private static double number(long stream, long index) {
        long z = (stream << 32) + index * INCREMENT;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return ((z ^ z >>> 31) >>> 40) / (double) (1 << 23) - 1;
    }

    /** Values in [0, 1) of a stream, in an array of a shape. */
    public static INDArray input(long stream, long... shape) {
        int length = Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) ((number(stream, i) + 1) / 2);
        }
        return Nd4j.create(values, shape, 'c');
    }

    /** Sets every weight, each from the stream of its place among their sorted names. */
    public static void fill(Trainable net) {
        Map<String, float[]> values = new TreeMap<>(net.values());
        long stream = 0;
        for (String name : new TreeSet<>(net.names())) {
            long[] shape = net.graph().getVariable(name).getShape();
            values.put(name, weights(name, shape, stream++));
        }
        net.restore(values);
    }

    private static float[] weights(String name, long[] shape, long stream) {
        float[] values = new float[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))];
        double middle = name.endsWith("-scale") ? 1 : 0;
        double reach = shape.length == 4 ? Math.sqrt(6.0 / (shape[0] * shape[1] * shape[2])) : 0.5;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (middle + reach * number(stream, i));
        }
        return values;
    }

    /** The loss, and the lengths of the gradients of weights by their names. */
    public static Map<String, Double> gradientLengths(
            Trainable net, Collection<String> weights, Map<String, INDArray> inputs, String loss) {
        net.graph().setLossVariables(loss);
        var found = net.graph().calculateGradientsAndOutputs(inputs, List.of(loss), weights);
        Map<String, Double> lengths = new TreeMap<>();
        weights.forEach(name -> lengths.put(
                name,
                Objects.requireNonNull(found.getGradients().get(name))
                        .norm2Number()
                        .doubleValue()));
        lengths.put("loss", Objects.requireNonNull(found.getOutputs().get(loss)).getDouble(0));
        return lengths;
    }
}
