package io.xvad.video.detectors.scoring;

import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Map;

/** A model file as the version before wrote it, without a frozen network. */
record VersionBefore(ModelReader model) implements ModelReader {

    private static final String FROZEN = "frozen-network";

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public boolean has(String name) {
        return !name.equals(FROZEN) && model.has(name);
    }

    @Override
    public Tensor tensor(String name) {
        return model.tensor(name);
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
    public byte[] bytes(String name) {
        if (!has(name)) {
            throw new IllegalStateException("there is no '" + name + "'");
        }
        return model.bytes(name);
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
