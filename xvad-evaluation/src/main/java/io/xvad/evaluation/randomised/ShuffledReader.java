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

    private static final String WEIGHTS = "weights-";
    private static final String FROZEN = "frozen-network";

    private final ModelReader model;
    private final double share;
    private final long seed;
    private final Set<Long> shuffled = new HashSet<>();
    private boolean changed;

    ShuffledReader(ModelReader model, double share, long seed) {
        this.model = model;
        this.share = share;
        this.seed = seed;
        if (model.has(FROZEN)) {
            bytes(FROZEN);
        }
    }

    /** Whether any weight was shuffled so far. */
    boolean changedAny() {
        return changed;
    }

    @Override
    public byte[] bytes(String name) {
        byte[] bytes = model.bytes(name);
        OnnxWeights.in(bytes).ifPresent(weights -> {
            List<Long> keys = weights.shuffle(share, seed);
            shuffled.addAll(keys);
            changed |= !keys.isEmpty();
        });
        return bytes;
    }

    @Override
    public Tensor tensor(String name) {
        Tensor tensor = model.tensor(name);
        float[] values = tensor.toArray();
        if (!name.startsWith(WEIGHTS) || !shuffled.contains(Shuffle.key(values))) {
            return tensor;
        }
        return Tensor.owning(Shuffle.of(values, seed), tensor.shape());
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
