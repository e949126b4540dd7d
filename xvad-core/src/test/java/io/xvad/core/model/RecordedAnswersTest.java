package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadUnavailableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAnswersTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aQuestionIsAskedOnceAndItsAnswerIsSaved() {
        AtomicInteger asked = new AtomicInteger();
        RecordedAnswers answers = RecordedAnswers.none();
        assertThat(answers.answer("q", () -> "answer " + asked.incrementAndGet()))
                .isEqualTo("answer 1");
        assertThat(answers.answer("q", () -> "answer " + asked.incrementAndGet()))
                .isEqualTo("answer 1");
        Path file = directory.resolve("m.xvad");
        ModelFile.write(file, new Provenance("toy", Map.of(), 0, 0, "", "1"), answers::write);
        try (ModelReader model = ModelFile.open(file)) {
            RecordedAnswers read = RecordedAnswers.read(model);
            assertThat(read.replay("q")).isEqualTo("answer 1");
            assertThat(read.size()).isEqualTo(1);
            assertThatThrownBy(() -> read.replay("another")).isInstanceOf(XvadUnavailableException.class);
        }
    }

    @Test
    void aModelWithoutAnswersHasNone() {
        Path file = directory.resolve("m.xvad");
        ModelFile.write(file, new Provenance("toy", Map.of(), 0, 0, "", "1"), model -> {});
        try (ModelReader model = ModelFile.open(file)) {
            assertThat(RecordedAnswers.read(model).size()).isZero();
        }
    }

    @Test
    void aQuestionThatCouldNotBeAnsweredIsAskedAgain() {
        RecordedAnswers answers = RecordedAnswers.none();
        assertThatThrownBy(() -> answers.answer("q", () -> {
                    throw new IllegalStateException("no connection");
                }))
                .hasMessage("no connection");
        assertThat(answers.answer("q", () -> "yes")).isEqualTo("yes");
    }
}
