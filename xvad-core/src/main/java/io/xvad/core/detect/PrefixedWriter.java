package io.xvad.core.detect;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import java.util.List;
import java.util.Map;

/** Writes entries whose names begin with a prefix that the writing code does not see. */
record PrefixedWriter(String prefix, ModelWriter model) implements ModelWriter {

    @Override
    public void tensor(String name, Tensor values) {
        model.tensor(prefix + name, values);
    }

    @Override
    public void halves(String name, Tensor values) {
        model.halves(prefix + name, values);
    }

    @Override
    public void doubles(String name, double[] values) {
        model.doubles(prefix + name, values);
    }

    @Override
    public void ints(String name, int[] values) {
        model.ints(prefix + name, values);
    }

    @Override
    public void bytes(String name, byte[] values) {
        model.bytes(prefix + name, values);
    }

    @Override
    public void strings(String name, List<String> values) {
        model.strings(prefix + name, values);
    }

    @Override
    public void properties(String name, Map<String, String> values) {
        model.properties(prefix + name, values);
    }
}
