package io.xvad.video.detectors.networks;

import io.xvad.core.detect.Detector;
import java.util.List;

class FrameReconstructionTest extends NetworkContract {

    @Override
    protected Detector detector() {
        return new FrameReconstruction();
    }

    @Override
    protected List<String> parts() {
        return List.of("error");
    }
}
