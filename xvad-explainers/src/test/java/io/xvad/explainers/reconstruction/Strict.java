package io.xvad.explainers.reconstruction;

import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.Verdict;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.OptionalDouble;

/** A detector that calls every score above 1 anomalous. */
record Strict(FittedDetector inner) implements FittedDetector {

    @Override
    public Detection detect(Sample sample) {
        Detection found = inner.detect(sample);
        Decision decision = found.score() > 1 ? Decision.ANOMALOUS : Decision.NORMAL;
        Verdict verdict = new Verdict(decision, OptionalDouble.empty(), OptionalDouble.of(1));
        return new Detection(found.sampleId(), found.score(), verdict, found.maps(), found.regions());
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        inner.save(model);
    }

    @Override
    public void close() {
        inner.close();
    }
}
