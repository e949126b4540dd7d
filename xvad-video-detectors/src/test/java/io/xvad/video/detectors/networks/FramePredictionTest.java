package io.xvad.video.detectors.networks;

import io.xvad.core.detect.Detector;
import java.util.List;

class FramePredictionTest extends NetworkContract {

    @Override
    protected Detector detector() {
        return new FramePrediction();
    }

    @Override
    protected List<String> parts() {
        return List.of("error");
    }
}
