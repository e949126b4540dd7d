package io.xvad.video.detectors.vqmemory;

import io.xvad.core.detect.Detector;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class VqMemoryTest extends FrameNetworkContract {

    @Override
    protected Detector detector() {
        return new VqMemory();
    }

    @Override
    protected List<String> parts() {
        return List.of("error");
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(super.options());
        options.putAll(Map.of("codes", "32", "decay", "0.8"));
        return options;
    }
}
