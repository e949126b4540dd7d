package io.xvad.video.detectors.framereconstruction;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.List;

class FrameReconstructionTest extends FrameNetworkContract {

    @Override
    protected Detector detector() {
        return new FrameReconstruction();
    }

    @Override
    protected List<String> parts() {
        return List.of("error");
    }
}
