package io.xvad.video.language.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.xvad.language.ask.AnswerFormat;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.video.Walks;
import io.xvad.video.language.Told;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaptionerTest {

    private static Captioner captioner(Told model) {
        return new Captioner(
                model,
                new Prompt("p", "What is at {place}?"),
                Map.of("place", "the gate"),
                new ChatSettings("", 0, 100, AnswerFormat.JSON),
                32);
    }

    private static Optional<Caption> described(String answer) {
        return captioner(new Told(asked -> answer))
                .describe(Walks.anomaly().frames().get(0));
    }

    @Test
    void aDescriptionIsAFieldOrPlainWords() {
        assertThat(described("{\"description\": \"A man\\nwalks. \"}")).contains(new Caption("A man walks.", "told-1"));
        assertThat(described("A man walks.")).contains(new Caption("A man walks.", "told-1"));
    }

    @Test
    void whatIsBrokenOrEmptyIsNone() {
        assertThat(described("{\"description\": \"A man")).isEmpty();
        assertThat(described("{\"description\": \" \"}")).isEmpty();
        assertThat(described("{\"other\": \"A man\"}")).isEmpty();
    }

    @Test
    void framesAreSentNoLargerThanTold() {
        Told model = new Told(asked -> "A man.");
        captioner(model).describe(Walks.anomaly().frames().get(0));
        assertThat(model.asked().get(0).images().get(0).width()).isEqualTo(32);
        assertThat(model.asked().get(0).words()).isEqualTo("What is at the gate?");
    }

    @Test
    void aSlotThatIsNotThereIsSaidBeforeAnybodyIsAsked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Captioner(
                        new Told(asked -> ""),
                        new Prompt("p", "What is at {nowhere}?"),
                        Map.of(),
                        new ChatSettings("", 0, 100, AnswerFormat.JSON),
                        32))
                .withMessageContaining("nowhere");
    }
}
