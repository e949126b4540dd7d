package io.xvad.explainers.gradient;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;

class LrpContractTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new LrpExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }
}
