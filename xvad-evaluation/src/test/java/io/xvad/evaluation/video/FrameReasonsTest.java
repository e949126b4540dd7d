package io.xvad.evaluation.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.ScoredFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameReasonsTest {

    private static Finding finding(double score, double speed, double size) {
        return new Finding(
                new Box(0, 0, 2, 2),
                score,
                List.of(
                        new AttributeDeviation("speed", "", 2, 0, 1, speed),
                        new AttributeDeviation("size", "", 2, 0, 1, size)),
                Optional.empty());
    }

    @Test
    void anAttributeIsWorthItsShareOfWhatWasFound() {
        Frame frame = new Frame(3, 0.3, Image.of("frame", 1, 4, 4, new float[16]));
        ScoredFrame scored = new ScoredFrame(frame, 8, Optional.empty(), List.of(finding(8, 3, 1), finding(4, 0, 2)));
        assertThat(FrameReasons.strengths(scored)).containsOnly(Map.entry("speed", 6.0), Map.entry("size", 4.0));
        assertThat(FrameReasons.strengths(new ScoredFrame(frame, 0, Optional.empty(), List.of())))
                .isEmpty();
    }

    @Test
    void reasonsAreJudgedFrameByFrameInEveryClassThatAnyFrameHas(@TempDir Path directory) throws IOException {
        String json =
                "{\"01\": {\"1\": [[\"speed\", \"rides\"]], \"2\": [[\"speed\", \"rides\"], [\"size\", \"wide\"]]}}";
        ReasonLabels labels = ReasonLabels.read(Files.writeString(directory.resolve("reasons.json"), json));
        assertThat(labels.classes()).containsExactlyInAnyOrder("speed", "size");
        FrameReasons reasons = new FrameReasons(labels);
        reasons.add("test/01", 0, Map.of("size", 1.0));
        reasons.add("test/01", 1, Map.of("speed", 2.0));
        reasons.add("test/01", 2, Map.of("speed", 3.0, "size", 0.5));
        assertThat(reasons.result().byClass().get("speed")).isEqualTo(1);
        assertThat(reasons.result().byClass().get("size")).isCloseTo(0.5, within(1e-12));
        assertThat(reasons.result().mean()).isCloseTo(0.75, within(1e-12));
    }
}
