package io.xvad.video.detectors.framenetwork;

import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained network in SameDiff, for when no engine runs its frozen form; one window at a time. */
final class LiveRun implements WindowNetwork {

    private final Trainable net;
    private final NetworkOutputs outputs;
    private final WindowInputs inputs;

    LiveRun(Trainable net, NetworkOutputs outputs, WindowInputs inputs) {
        this.net = net;
        this.outputs = outputs;
        this.inputs = inputs;
    }

    @Override
    public synchronized Found of(List<float[]> window) {
        Map<String, INDArray> fed = inputs.arrays(List.of(window));
        Map<String, float[]> found = net.run(fed, outputs.names());
        fed.values().forEach(INDArray::close);
        return outputs.found(found);
    }

    @Override
    public void close() {}
}
