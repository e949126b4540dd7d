package io.xvad.video.detectors.framenetwork;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A frozen network on an engine that runs any; several windows at once. */
final class FrozenRun implements WindowNetwork {

    private final Network network;
    private final NetworkOutputs outputs;
    private final WindowInputs inputs;

    FrozenRun(SavedNetwork saved, InferenceEngine engine, int threads, NetworkOutputs outputs, WindowInputs inputs) {
        this.network = saved.open(engine, threads, outputs.names().toArray(String[]::new));
        this.outputs = outputs;
        this.inputs = inputs;
    }

    @Override
    public Found of(List<float[]> window) {
        Map<String, float[]> values = new HashMap<>();
        Map<String, Tensor> found = network.run(inputs.tensors(List.of(window)));
        found.forEach((name, tensor) -> values.put(name, tensor.toArray()));
        return outputs.found(values);
    }

    @Override
    public void close() {
        network.close();
    }
}
