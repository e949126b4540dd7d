package io.xvad.explainers.clip;

import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explainer;
import io.xvad.testkit.ExplainerContract;
import java.util.Map;

class TubeletRiseContractTest extends ExplainerContract {

    @Override
    protected Explainer explainer() {
        return new TubeletRiseExplainer();
    }

    @Override
    protected FittedDetector fitted() {
        return ClipFormula.brightness();
    }

    @Override
    protected Sample anomaly() {
        return MovingSquare.clip();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of("max-detections", "60");
    }
}
