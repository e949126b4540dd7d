package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network of another exporter that gives what is asked for here, by the names that are asked for. Immutable and thread-safe, as the network is. */
final class AdaptedNetwork implements Network {

    private final Network network;
    private final Adaptation adaptation;

    AdaptedNetwork(Network network, Adaptation adaptation) {
        this.network = network;
        this.adaptation = adaptation;
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        return adapted(network.run(input));
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return adapted(network.run(inputs));
    }

    private Map<String, Tensor> adapted(Map<String, Tensor> found) {
        Map<String, Tensor> adapted = new LinkedHashMap<>();
        named(found).forEach((name, tensor) -> adapted.put(name, patches(name, tensor)));
        return adapted;
    }

    /** The values under the names that are asked for. */
    private <T> Map<String, T> named(Map<String, T> found) {
        if (adaptation.outputs().isEmpty()) {
            return found;
        }
        Map<String, T> named = new LinkedHashMap<>();
        adaptation.outputs().forEach((name, given) -> {
            T value = found.get(given);
            if (value != null) {
                named.put(name, value);
            }
        });
        return named;
    }

    private Tensor patches(String name, Tensor tensor) {
        int left = adaptation.rowsBeforePatches();
        if (left == 0) {
            return tensor;
        }
        if (tensor.shape().length != 3 || tensor.size(1) <= left) {
            throw new XvadModelException("'" + name + "' must have the shape (N, rows, width) with more than " + left
                    + " rows, got " + tensor);
        }
        int kept = (tensor.size(1) - left) * tensor.size(2);
        int whole = tensor.size(1) * tensor.size(2);
        float[] rows = new float[tensor.size(0) * kept];
        FloatBuffer values = tensor.buffer();
        for (int i = 0; i < tensor.size(0); i++) {
            values.get(i * whole + whole - kept, rows, i * kept, kept);
        }
        return Tensor.owning(rows, tensor.size(0), tensor.size(1) - left, tensor.size(2));
    }

    @Override
    public Set<String> inputNames() {
        return network.inputNames();
    }

    /** Names as they are asked for; shapes as the file says, with the rows that are left out. */
    @Override
    public Optional<NetworkSignature> signature() {
        return network.signature()
                .map(own -> new NetworkSignature(own.inputs(), named(own.outputs()), own.metadata()));
    }

    @Override
    public void close() {
        network.close();
    }
}
