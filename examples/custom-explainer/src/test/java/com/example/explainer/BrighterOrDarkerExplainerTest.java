package com.example.explainer;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explainer;
import io.xvad.testkit.ExplainerContract;

class BrighterOrDarkerExplainerTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new BrighterOrDarkerExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return GreyImages.fitted();
    }

    @Override
    protected Sample anomaly() {
        return GreyImages.grey("bad", 1);
    }
}
