package io.xvad.core.detect;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Map;

/** Reads entries whose names begin with a prefix that the reading code does not see. Closing it leaves the model open. */
record PrefixedReader(String prefix, ModelReader model) implements ModelReader {

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public boolean has(String name) {
        return model.has(prefix + name);
    }

    @Override
    public Tensor tensor(String name) {
        return model.tensor(prefix + name);
    }

    @Override
    public double[] doubles(String name) {
        return model.doubles(prefix + name);
    }

    @Override
    public int[] ints(String name) {
        return model.ints(prefix + name);
    }

    @Override
    public byte[] bytes(String name) {
        return model.bytes(prefix + name);
    }

    @Override
    public List<String> strings(String name) {
        return model.strings(prefix + name);
    }

    @Override
    public Map<String, String> properties(String name) {
        return model.properties(prefix + name);
    }

    @Override
    public void close() {}
}
