package io.xvad.video.detectors.lsa;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class LsaTest extends FrameNetworkContract {

    @Override
    protected Detector detector() {
        return new Lsa();
    }

    @Override
    protected List<String> parts() {
        return List.of("error", "surprise");
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(super.options());
        options.putAll(Map.of("frames", "4", "code", "8", "bins", "10", "features", "4"));
        return options;
    }
}
