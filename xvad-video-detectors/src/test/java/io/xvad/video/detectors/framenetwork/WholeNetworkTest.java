package io.xvad.video.detectors.framenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.detect.Detector;
import io.xvad.core.option.Options;
import io.xvad.core.registry.Registry;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss of each whole network and the gradients of all its weights are those that PyTorch computes; see golden/networks.py. */
class WholeNetworkTest {

    private static final int SIDE = 32;

    @ParameterizedTest
    @CsvSource({
        "frame-prediction, colour=rgb flow-weight=2, ''",
        "frame-reconstruction, '', ''",
        "mnad, items=5, memory",
        "lsa, frames=3 patch=16 code=4 bins=5 features=2, code-mean code-variance",
        "vq-memory, codes=6, codes",
        "dlan-ac, clusters=4, selected",
    })
    void lossAndGradientsEqualPyTorch(String name, String given, String kept) throws IOException {
        Map<String, String> options = new HashMap<>(Map.of("input-size", "" + SIDE, "width", "2"));
        for (String option : given.split(" ")) {
            String[] pair = option.split("=");
            if (pair.length == 2) {
                options.put(pair[0], pair[1]);
            }
        }
        FrameNetworkDetector detector =
                (FrameNetworkDetector) Registry.load(Detector.class).get(name);
        Options read = Options.parse(detector.options(), options);
        Trainable net = detector.network(read).graph(1);
        GoldenLoss golden = new GoldenLoss("network-" + name, net);
        for (String one : kept.split(" ")) {
            if (!one.isEmpty()) {
                net.keep(one, golden.values(one));
            }
        }
        int channels = FrameForm.of(read).channels();
        long planes = (long) detector.layout(read).seen() * channels;
        golden.agrees(
                Map.of(
                        FrameNetwork.SEEN, golden.array("seen", 2, planes, SIDE, SIDE),
                        FrameNetwork.TARGET, golden.array("target", 2, channels, SIDE, SIDE)),
                FrameNetwork.LOSS,
                "");
        assertThat(net.names()).contains("down-1", "up-1", "last");
    }
}
