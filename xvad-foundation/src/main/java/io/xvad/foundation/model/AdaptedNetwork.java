package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network of another exporter that gives what is asked for here, by the names that are asked for. Immutable and thread-safe, as the network is. */
final class AdaptedNetwork implements Network {

    private static final int RANK_OF_IMAGES = 4;
    private static final int RANK_OF_ROWS = 3;

    private final Network network;
    private final Adaptation adaptation;
    private final int patch;

    /**
     * Wraps a network, which it closes.
     *
     * @param patch side of a patch, in pixels, of a network whose rows of vectors are those of patches; 0 of another
     */
    AdaptedNetwork(Network network, Adaptation adaptation, int patch) {
        this.network = network;
        this.adaptation = adaptation;
        this.patch = patch;
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        return adapted(network.run(input), List.of(input));
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return adapted(network.run(inputs), inputs.values());
    }

    private Map<String, Tensor> adapted(Map<String, Tensor> found, Collection<Tensor> inputs) {
        Map<String, Tensor> named = named(found);
        if (patch == 0) {
            return named;
        }
        Map<String, Tensor> adapted = new LinkedHashMap<>();
        int count = inputs.stream()
                .filter(input -> input.shape().length == RANK_OF_IMAGES)
                .mapToInt(images -> (images.size(2) / patch) * (images.size(3) / patch))
                .findFirst()
                .orElse(0);
        named.forEach((name, tensor) ->
                adapted.put(name, tensor.shape().length == RANK_OF_ROWS ? patches(name, tensor, count) : tensor));
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

    private Tensor patches(String name, Tensor tensor, int count) {
        int left = adaptation.rowsBeforePatches();
        if (tensor.size(1) != left + count) {
            throw new XvadModelException("'" + name + "' must have " + count + " rows of patches of " + patch
                    + " pixels after the " + left + " that " + Adaptation.ROWS + " leaves out; it has " + tensor.size(1)
                    + " rows in all");
        }
        int kept = count * tensor.size(2);
        int whole = tensor.size(1) * tensor.size(2);
        float[] rows = new float[tensor.size(0) * kept];
        FloatBuffer values = tensor.buffer();
        for (int i = 0; i < tensor.size(0); i++) {
            values.get(i * whole + whole - kept, rows, i * kept, kept);
        }
        return Tensor.owning(rows, tensor.size(0), count, tensor.size(2));
    }

    @Override
    public Set<String> inputNames() {
        return network.inputNames();
    }

    /** Names as they are asked for; shapes as the file says, with the rows that are left out. */
    @Override
    public Optional<NetworkSignature> signature() {
        return network.signature().map(own -> new NetworkSignature(own.inputs(), named(own.outputs()), own.metadata()));
    }

    @Override
    public void close() {
        network.close();
    }
}
