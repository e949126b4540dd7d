package io.xvad.core.model;

import io.xvad.core.engine.Engines;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.engine.TrainingRuntime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A trained network at rest: its weights, from which its graph can be built again, and its frozen form, an ONNX model that
 * any engine runs. Read, written and opened without ND4J. The input that is an image is called {@code image}, also in networks
 * that were saved when it had another name. Immutable.
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

    /**
     * Saves a network whose training has ended.
     *
     * @param onnx its frozen form
     * @param weights by name, in the order they are written
     */
    public static SavedNetwork of(byte[] onnx, Map<String, Tensor> weights) {
        return new SavedNetwork(new LinkedHashMap<>(weights), onnx.clone(), Optional.empty());
    }

    /** A copy with an ONNX model of its own for what is not needed to detect, so that detecting does not run it. */
    public SavedNetwork withReconstruction(byte[] apart) {
        return new SavedNetwork(weights, onnx, Optional.of(apart.clone()));
    }

    /** Whether a model file has a frozen form; files of earlier versions have weights only. */
    public static boolean isIn(ModelReader model) {
        return model.has(FROZEN);
    }

    /**
     * Reads a saved network from a model.
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

    /** Writes the network to a model. */
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
        return RenamedInputs.of(engine.open(onnx, List.of(outputs), threads));
    }

    /**
     * The network, ready to run: its frozen form on an engine that runs any network where there is one, else what
     * {@code sameDiff} gives.
     *
     * @param threads within one run; 0 lets the engine decide
     * @param sameDiff the same network in SameDiff, asked only where no engine runs the frozen form
     * @throws io.xvad.core.XvadUnavailableException if neither can run here; the message says what to add
     */
    public Network open(int threads, Supplier<? extends Network> sameDiff, String... outputs) {
        Optional<InferenceEngine> engine = Engines.ofAnyNetwork();
        if (engine.isPresent()) {
            return open(engine.get(), threads, outputs);
        }
        if (!TrainingRuntime.isAvailable()) {
            throw Engines.none();
        }
        return sameDiff.get();
    }

    /**
     * The network that reconstructs, ready to run; otherwise as {@link #open(int, Supplier, String...)}.
     *
     * @throws io.xvad.core.XvadUnavailableException if neither can run here; the message says what to add
     */
    public Network openReconstruction(int threads, Supplier<? extends Network> sameDiff, String output) {
        return new SavedNetwork(weights, reconstruction.orElse(onnx), Optional.empty()).open(threads, sameDiff, output);
    }

    /** A copy of the frozen form. */
    public byte[] onnx() {
        return onnx.clone();
    }

    /** The weights by name; unmodifiable. */
    public Map<String, Tensor> weights() {
        return Collections.unmodifiableMap(weights);
    }
}
