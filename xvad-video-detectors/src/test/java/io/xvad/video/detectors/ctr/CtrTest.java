package io.xvad.video.detectors.ctr;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.snippets.WeakContract;
import java.util.Map;

class CtrTest extends WeakContract {

    @Override
    protected Detector detector() {
        return new Ctr();
    }

    @Override
    protected Map<String, String> own() {
        return Map.of(
                "hidden",
                "16",
                "epochs",
                "60",
                "batch-size",
                "4",
                "segments",
                "8",
                "kernel",
                "1",
                "reach",
                "1",
                "learning-rate",
                "0.003");
    }
}
