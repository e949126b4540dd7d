package io.xvad.service;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A detector whose scores wait until they are let through. */
final class Gated implements FittedDetector {

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);

    @Override
    public Detection detect(Sample sample) {
        arrived.release();
        gate.acquireUninterruptibly();
        return Detection.undecided(sample.id(), 1);
    }

    /** Waits until so many scores wait. */
    void await(int scores) {
        arrived.acquireUninterruptibly(scores);
    }

    /** Lets so many through. */
    void open(int scores) {
        gate.release(scores);
    }

    @Override
    public Provenance provenance() {
        return new Provenance("gated", Map.of(), 0, 1, "none", "0");
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("is never saved");
    }

    @Override
    public void close() {}
}
