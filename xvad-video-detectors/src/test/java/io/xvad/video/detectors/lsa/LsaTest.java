package io.xvad.video.detectors.lsa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.video.detectors.framenetwork.FrameNetworkContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        options.putAll(Map.of(
                "frames", "4", "code", "8", "bins", "10", "features", "4", "patch", "16", "surprise-weight", "1"));
        return options;
    }

    @Test
    void squaresThatDoNotFitTheFrameAreRefused() {
        for (String patch : List.of("12", "24")) {
            Map<String, String> options = new HashMap<>(options());
            options.put("patch", patch);
            assertThatThrownBy(
                            () -> Training.of(detector()).withOptions(options).fit(Samples.of(normals())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("option 'patch' must be a multiple of 8 that divides the side of the frames, 32, got "
                            + patch);
        }
    }
}
