package io.xvad.detectors.learn;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained network at rest: its weights, from which its graph can be built again, and its frozen form, an ONNX model that
 * any engine runs. Read, written and opened without ND4J. Immutable.
 */
public final class SavedNetwork {

    private static final String NAMES = "weight-names";
    private static final String FROZEN = "frozen-network";
    private static final String RECONSTRUCTION = "frozen-reconstruction";
    private static final String ENTRY = "weights-";

    private final Map<String, Tensor> weights;
    private final byte[] onnx;
    private final Optional<byte[]> reconstruction;

    private SavedNetwork(Map<String, Tensor> weights, byte[] onnx, Optional<byte[]> reconstruction) {
        this.weights = weights;
        this.onnx = onnx;
        this.reconstruction = reconstruction;
    }

    /** Of graphs whose training has ended, and the ONNX model of them all. */
    public static SavedNetwork of(byte[] onnx, Trainable... nets) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Trainable net : nets) {
            weights.putAll(net.tensors());
        }
        return new SavedNetwork(weights, onnx.clone(), Optional.empty());
    }

    /** With an ONNX model of its own for what is not needed to detect, so that detecting does not run it. */
    public SavedNetwork withReconstruction(byte[] apart) {
        return new SavedNetwork(weights, onnx, Optional.of(apart.clone()));
    }

    /** Whether a model file has a frozen form; files of earlier versions have weights only. */
    public static boolean isIn(ModelReader model) {
        return model.has(FROZEN);
    }

    /**
     * Reads it.
     *
     * @throws io.xvad.core.XvadModelException if an entry is missing or broken
     */
    public static SavedNetwork read(ModelReader model) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (String name : model.strings(NAMES)) {
            weights.put(name, model.tensor(ENTRY + name));
        }
        return new SavedNetwork(
                weights,
                model.bytes(FROZEN),
                model.has(RECONSTRUCTION) ? Optional.of(model.bytes(RECONSTRUCTION)) : Optional.empty());
    }

    /** Writes it. */
    public void write(ModelWriter model) {
        model.strings(NAMES, List.copyOf(weights.keySet()));
        weights.forEach((name, tensor) -> model.tensor(ENTRY + name, tensor));
        model.bytes(FROZEN, onnx);
        reconstruction.ifPresent(apart -> model.bytes(RECONSTRUCTION, apart));
    }

    /**
     * The frozen form, ready to run.
     *
     * @param threads within one run; 0 lets the engine decide
     */
    public Network open(InferenceEngine engine, int threads, String... outputs) {
        return engine.open(onnx, List.of(outputs), threads);
    }

    /**
     * The frozen form of what reconstructs, ready to run.
     *
     * @param threads within one run; 0 lets the engine decide
     */
    public Network openReconstruction(InferenceEngine engine, int threads, String output) {
        return engine.open(reconstruction.orElse(onnx), List.of(output), threads);
    }

    /** A copy of the frozen form. */
    public byte[] onnx() {
        return onnx.clone();
    }

    /**
     * Gives a graph these weights.
     *
     * @throws io.xvad.core.XvadModelException if one is missing or of another size
     */
    public void restore(Trainable net) {
        Map<String, float[]> values = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> values.put(name, tensor.toArray()));
        net.restore(values);
    }
}
