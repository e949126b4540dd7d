package io.xvad.service;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.Map;

/** A detector with a fault. */
final class FailingDetector implements FittedDetector {

    private final RuntimeException fault;

    FailingDetector(RuntimeException fault) {
        this.fault = fault;
    }

    @Override
    public Detection detect(Sample sample) {
        throw fault;
    }

    @Override
    public Provenance provenance() {
        return new Provenance("failing", Map.of(), 0, 1, "none", "0");
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("is never saved");
    }

    @Override
    public void close() {}
}
