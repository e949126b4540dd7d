package io.xvad.evaluation.randomised;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a model whose networks are shuffled. The weights from which a network is built for its gradients are shuffled as in its
 * ONNX form, because the order follows from the seed and the values. Not thread-safe.
 */
final class ShuffledReader implements ModelReader {

    private static final String NAMES = "weight-names";
    private static final String WEIGHTS = "weights-";
    private static final String FROZEN = "frozen-";

    private final ModelReader model;
    private final double share;
    private final long seed;
    private final Set<Long> learned = new HashSet<>();
    private final Set<Long> shuffled = new HashSet<>();

    ShuffledReader(ModelReader model, double share, long seed) {
        this.model = model;
        this.share = share;
        this.seed = seed;
        if (model.has(NAMES)) {
            model.strings(NAMES)
                    .forEach(name ->
                            learned.add(Shuffle.key(model.tensor(WEIGHTS + name).toArray())));
            bytes(FROZEN + "network");
        }
    }

    /** Whether any weight was shuffled so far. */
    boolean changedAny() {
        return !shuffled.isEmpty();
    }

    /** In the frozen form of what the detector trained only weights are shuffled, no constants of its graph. */
    @Override
    public byte[] bytes(String name) {
        byte[] bytes = model.bytes(name);
        boolean trained = name.startsWith(FROZEN) && !learned.isEmpty();
        OnnxWeights.in(bytes)
                .ifPresent(weights ->
                        shuffled.addAll(weights.shuffle(key -> !trained || learned.contains(key), share, seed)));
        return bytes;
    }

    @Override
    public Tensor tensor(String name) {
        Tensor tensor = model.tensor(name);
        if (!name.startsWith(WEIGHTS)) {
            return tensor;
        }
        float[] values = tensor.toArray();
        return shuffled.contains(Shuffle.key(values))
                ? Tensor.owning(Shuffle.of(values, seed), tensor.shape())
                : tensor;
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public boolean has(String name) {
        return model.has(name);
    }

    @Override
    public double[] doubles(String name) {
        return model.doubles(name);
    }

    @Override
    public int[] ints(String name) {
        return model.ints(name);
    }

    @Override
    public List<String> strings(String name) {
        return model.strings(name);
    }

    @Override
    public Map<String, String> properties(String name) {
        return model.properties(name);
    }

    @Override
    public void close() {
        model.close();
    }
}
