package io.xvad.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs SameDiff graphs in SameDiff and, exported, in ONNX Runtime. */
final class Exported {

    private static final double TOLERANCE = 1e-4;

    private Exported() {}

    static float[] random(SplittableRandom random, long... shape) {
        int length = 1;
        for (long size : shape) {
            length *= (int) size;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    static INDArray array(SplittableRandom random, long... shape) {
        return Nd4j.create(random(random, shape), shape, 'c');
    }

    /** The value of an output in ONNX Runtime equals that in SameDiff, relative to the largest value. */
    static void requireSame(SameDiff graph, Map<String, INDArray> inputs, String output, String what) {
        INDArray wanted = Objects.requireNonNull(graph.output(inputs, output).get(output));
        float[] found = run(graph, inputs, wanted.shape(), translation -> translation.value(output));
        requireClose(found, wanted.dup('c').data().asFloat(), what);
    }

    /** The same of the gradient of the graph's loss by a variable. */
    static void requireSameGradient(SameDiff graph, Map<String, INDArray> inputs, String variable, String what) {
        INDArray wanted = Objects.requireNonNull(
                graph.calculateGradients(inputs, variable).get(variable));
        float[] found = run(graph, inputs, wanted.shape(), translation -> translation.gradient(variable));
        requireClose(found, wanted.dup('c').data().asFloat(), what);
    }

    private static void requireClose(float[] found, float[] wanted, String what) {
        assertThat(found).as(what).hasSameSizeAs(wanted);
        double largest = 1;
        for (float value : wanted) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < wanted.length; i++) {
            assertThat(Math.abs(found[i] - wanted[i]) / largest)
                    .as("%s, value %d: %s instead of %s", what, i, found[i], wanted[i])
                    .isLessThan(TOLERANCE);
        }
    }

    @FunctionalInterface
    interface Wanted {
        String in(SameDiffTranslation translation);
    }

    private static float[] run(SameDiff graph, Map<String, INDArray> inputs, long[] shape, Wanted wanted) {
        OnnxGraph onnx = new OnnxGraph();
        Map<String, String> names = new HashMap<>();
        inputs.forEach((name, value) -> names.put(name, onnx.input(name, value.shape())));
        String value = wanted.in(new SameDiffTranslation(graph, onnx, names, inputs));
        onnx.output("wanted", value, shape);
        return run(onnx.bytes(), inputs);
    }

    private static float[] run(byte[] model, Map<String, INDArray> inputs) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try (OrtSession session = environment.createSession(model, new OrtSession.SessionOptions())) {
            for (String name : session.getInputNames()) {
                INDArray input = Objects.requireNonNull(inputs.get(name));
                FloatBuffer values = FloatBuffer.wrap(input.dup('c').data().asFloat());
                tensors.put(name, OnnxTensor.createTensor(environment, values, input.shape()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] found = new float[values.remaining()];
                values.get(found);
                return found;
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
