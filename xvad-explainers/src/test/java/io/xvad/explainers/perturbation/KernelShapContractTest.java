package io.xvad.explainers.perturbation;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explainer;
import io.xvad.explainers.Scene;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;

class KernelShapContractTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new KernelShapExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return Scene.fitted();
    }

    @Override
    protected Sample anomaly() {
        return Scene.withSquare();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("max-detections", "40");
    }
}
