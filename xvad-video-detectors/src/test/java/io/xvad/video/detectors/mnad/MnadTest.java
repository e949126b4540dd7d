package io.xvad.video.detectors.mnad;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.List;

class MnadTest extends FrameNetworkContract {

    @Override
    protected Detector detector() {
        return new Mnad();
    }

    @Override
    protected List<String> parts() {
        return List.of("error", "memory-distance");
    }
}
