package io.xvad.evaluation.reason;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A detector that counts how many samples it scores. Closing it does not close the detector. */
record CountingDetector(FittedDetector detector, AtomicInteger count) implements FittedDetector {

    CountingDetector(FittedDetector detector) {
        this(detector, new AtomicInteger());
    }

    @Override
    public Detection detect(Sample sample) {
        count.incrementAndGet();
        return detector.detect(sample);
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples) {
        count.addAndGet(samples.size());
        return detector.detectAll(samples);
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        count.addAndGet(samples.size());
        return detector.detectAll(samples, executor);
    }

    @Override
    public Capabilities capabilities() {
        return detector.capabilities();
    }

    @Override
    public Provenance provenance() {
        return detector.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        detector.save(model);
    }

    @Override
    public void close() {}
}
