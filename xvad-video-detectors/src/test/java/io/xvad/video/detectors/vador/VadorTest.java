package io.xvad.video.detectors.vador;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.snippets.WeakContract;
import java.util.Map;

class VadorTest extends WeakContract {

    @Override
    protected Detector detector() {
        return new Vador();
    }

    @Override
    protected Map<String, String> own() {
        return Map.of(
                "hidden",
                "16",
                "epochs",
                "30",
                "context-epochs",
                "10",
                "batch-size",
                "4",
                "segments",
                "8",
                "learning-rate",
                "0.003");
    }
}
