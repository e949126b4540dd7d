package io.xvad.video.detectors.dlanac;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class DlanAcTest extends FrameNetworkContract {

    @Override
    protected Detector detector() {
        return new DlanAc();
    }

    @Override
    protected List<String> parts() {
        return List.of("error", "centre-distance");
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(super.options());
        options.putAll(Map.of("clusters", "8"));
        return options;
    }
}
