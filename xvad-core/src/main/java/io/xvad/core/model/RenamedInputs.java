package io.xvad.core.model;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.engine.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A network whose inputs have today's names, though it was saved when they had others. */
final class RenamedInputs implements Network {

    private static final Map<String, List<String>> OLD_NAMES = Map.of("image", List.of("pictures", "input"));

    private final Network network;
    private final Map<String, String> oldByNew;

    private RenamedInputs(Network network, Map<String, String> oldByNew) {
        this.network = network;
        this.oldByNew = oldByNew;
    }

    /** The network itself, if it has none of the old names. */
    static Network of(Network network) {
        Map<String, String> renamed = new HashMap<>();
        OLD_NAMES.forEach((name, oldNames) -> {
            if (!network.inputNames().contains(name)) {
                oldNames.stream()
                        .filter(network.inputNames()::contains)
                        .findFirst()
                        .ifPresent(old -> renamed.put(name, old));
            }
        });
        return renamed.isEmpty() ? network : new RenamedInputs(network, Map.copyOf(renamed));
    }

    @Override
    public Map<String, Tensor> run(Tensor input) {
        return network.run(input);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, Tensor> named = new HashMap<>();
        inputs.forEach((name, value) -> named.put(oldByNew.getOrDefault(name, name), value));
        return network.run(named);
    }

    @Override
    public Set<String> inputNames() {
        Set<String> names = new LinkedHashSet<>(network.inputNames());
        names.removeAll(oldByNew.values());
        names.addAll(oldByNew.keySet());
        return names;
    }

    @Override
    public Optional<NetworkSignature> signature() {
        return network.signature().map(signature -> {
            Map<String, NetworkSignature.Value> named = new LinkedHashMap<>(signature.inputs());
            oldByNew.forEach((name, old) -> named.put(name, Objects.requireNonNull(named.remove(old))));
            return new NetworkSignature(named, signature.outputs(), signature.metadata());
        });
    }

    @Override
    public void close() {
        network.close();
    }
}
