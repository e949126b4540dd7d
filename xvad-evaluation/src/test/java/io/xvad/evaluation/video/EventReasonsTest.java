package io.xvad.evaluation.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.stream.Frame;
import io.xvad.metrics.video.EventMatching.Span;
import io.xvad.video.dataset.VideoTruth;
import io.xvad.video.event.VideoEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReasonsTest {

    private static final String LABELS =
            "{\"01\": {\"60\": [[\"speed\", \"faster than walkers\"], [\"appearance\", \"bicycle\"]]}}";

    @TempDir
    Path directory;

    private ReasonLabels labels(String json) throws IOException {
        return ReasonLabels.read(Files.writeString(directory.resolve("reasons.json"), json));
    }

    private static VideoEvent event(long peak, String... attributes) {
        Image image = Image.of("frame", 1, 20, 20, new float[400]);
        List<AttributeDeviation> told = Stream.of(attributes)
                .map(name -> new AttributeDeviation(name, "", 2, 0, 1, 3))
                .toList();
        return new VideoEvent(
                1, 5, 7, new Frame(peak, peak / 10.0, image), 3, 1, new Box(2, 3, 4, 5), told, Optional.empty());
    }

    private EventReasons.Result judged(VideoEvent event, Span truth, VideoTruth marked) throws IOException {
        EventReasons reasons = new EventReasons(labels(LABELS));
        reasons.add("test/01", List.of(event), List.of(truth), marked);
        return reasons.result();
    }

    @Test
    void theFirstReasonMustBeOneOfThoseGiven() throws IOException {
        VideoTruth truth = VideoTruth.of("labels", new boolean[100]);
        Span real = new Span(6, 9);
        assertThat(judged(event(60, "speed", "size"), real, truth)).isEqualTo(new EventReasons.Result(1, 1));
        assertThat(judged(event(60, "size", "speed"), real, truth)).isEqualTo(new EventReasons.Result(0, 1));
        assertThat(judged(event(60), real, truth)).isEqualTo(new EventReasons.Result(0, 1));
    }

    @Test
    void whatIsNoTrueEventOrHasNoLabelIsNotCounted() throws IOException {
        VideoTruth truth = VideoTruth.of("labels", new boolean[100]);
        assertThat(judged(event(60, "speed"), new Span(8, 9), truth)).isEqualTo(new EventReasons.Result(0, 0));
        assertThat(judged(event(61, "speed"), new Span(6, 9), truth)).isEqualTo(new EventReasons.Result(0, 0));
    }

    @Test
    void theBoxMustLieOnWhatIsAnomalousWherePixelsAreMarked() throws IOException {
        VideoTruth nothingMarked = VideoTruth.normal("masks", 100);
        assertThat(judged(event(60, "speed"), new Span(6, 9), nothingMarked)).isEqualTo(new EventReasons.Result(0, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|an object of videos",
                "{\"01\": 3}|an object of frames in video 01",
                "{\"01\": {\"x\": []}}|numbers of frames in video 01",
                "{\"01\": {\"3\": [[\"speed\"]]}}|pairs of a coarse and a fine reason in video 01",
                "{|not JSON"
            })
    void anotherFormIsRefused(String json, String why) {
        assertThatThrownBy(() -> labels(json))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("reasons.json")
                .hasMessageContaining(why);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ReasonLabels.read(directory.resolve("none.json")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.json");
    }
}
