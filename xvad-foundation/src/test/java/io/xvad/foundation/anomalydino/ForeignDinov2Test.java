package io.xvad.foundation.anomalydino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.Foreign;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A DINOv2 of another exporter, by a description that a user writes. */
class ForeignDinov2Test {

    @Test
    void anImageThatIsRememberedHasNoDistanceAndAnotherHas() {
        Image reference = Export.of("dinov2").images("references").get(0);
        Map<String, String> options = Map.of(
                "weights", Foreign.folder("dinov2").toString(),
                "shorter-side", "56",
                "rotations", "false",
                "masking", "false");
        try (FittedDetector fitted = Training.of(new AnomalyDino())
                .withOptions(options)
                .withHeldOut(0)
                .fit(Samples.of(List.of(reference)))) {
            assertThat(fitted.detect(reference).score()).isCloseTo(0, within(1e-5));
            assertThat(fitted.detect(Export.of("dinov2").image("image")).score())
                    .isGreaterThan(1e-3);
        }
    }
}
