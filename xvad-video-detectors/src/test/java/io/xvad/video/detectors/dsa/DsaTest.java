package io.xvad.video.detectors.dsa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.detect.Detector;
import io.xvad.core.option.Options;
import io.xvad.video.detectors.snippets.WeakContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DsaTest extends WeakContract {

    @Override
    protected Detector detector() {
        return new Dsa();
    }

    @Override
    protected Map<String, String> own() {
        return Map.of(
                "hidden",
                "8",
                "epochs",
                "60",
                "batch-size",
                "4",
                "segments",
                "6",
                "cliques",
                "1,2",
                "learning-rate",
                "0.005");
    }

    @Test
    void refusesCliquesThatAreNone() {
        for (String wrong : new String[] {"1,x", "0"}) {
            Options options = Options.parse(new Dsa().options(), Map.of("cliques", wrong));
            assertThatThrownBy(() -> Dsa.cliques(options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'cliques'");
        }
    }
}
