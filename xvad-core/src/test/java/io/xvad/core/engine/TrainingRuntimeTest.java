package io.xvad.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.LibraryVersion;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.model.SavedNetwork;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The core's own class path has neither xvad-training nor an engine. */
class TrainingRuntimeTest {

    @Test
    void saysWhichDependenciesToAdd() {
        assertThat(TrainingRuntime.isAvailable()).isFalse();
        assertThatThrownBy(() -> TrainingRuntime.require("stfpm"))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("detector 'stfpm'")
                .hasMessageContaining("<artifactId>xvad-training</artifactId><version>" + LibraryVersion.current())
                .hasMessageContaining(
                        "<artifactId>nd4j-native-platform</artifactId><version>" + LibraryVersion.ofNd4j());
    }

    @Test
    void aNetworkThatNothingCanRunIsNotTriedInSameDiff() {
        SavedNetwork saved = SavedNetwork.of(new byte[0], Map.of());
        assertThatThrownBy(() -> saved.open(
                        0,
                        () -> {
                            throw new NoClassDefFoundError("io/xvad/training/Trainable");
                        },
                        "score"))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("xvad-onnx")
                .hasMessageContaining("xvad-training");
    }
}
