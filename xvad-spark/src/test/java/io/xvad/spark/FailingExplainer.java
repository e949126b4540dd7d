package io.xvad.spark;

import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import java.util.List;

/** Cannot read what it needs. */
public final class FailingExplainer implements Explainer {

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public String description() {
        return "An explainer for tests";
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        throw new XvadDataException("examples.png: no such file");
    }
}
