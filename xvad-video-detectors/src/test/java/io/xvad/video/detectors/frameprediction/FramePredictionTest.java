package io.xvad.video.detectors.frameprediction;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.List;

class FramePredictionTest extends FrameNetworkContract {

    @Override
    protected Detector detector() {
        return new FramePrediction();
    }

    @Override
    protected List<String> parts() {
        return List.of("error");
    }
}
