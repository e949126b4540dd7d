package io.xvad.video.detectors.networks;

import io.xvad.core.detect.Detector;
import java.util.List;

class MnadTest extends NetworkContract {

    @Override
    protected Detector detector() {
        return new Mnad();
    }

    @Override
    protected List<String> parts() {
        return List.of("error", "memory-distance");
    }
}
