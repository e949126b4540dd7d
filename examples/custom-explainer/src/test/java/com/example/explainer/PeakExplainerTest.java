package com.example.explainer;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.Explainer;
import io.xvad.testkit.ExplainerContract;

class PeakExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new PeakExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Training.of(new MeanDifference()).fit(Samples.of(Pictures.normals()));
    }

    @Override
    protected Sample anomaly() {
        return Pictures.grey("bad", 1);
    }
}
