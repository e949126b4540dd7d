package io.xvad.language.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.xvad.core.Detection;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.language.TestImages;
import io.xvad.language.chat.Endpoint;
import io.xvad.language.chat.Secret;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.gpt4v.Gpt4v;
import io.xvad.language.gpt4vad.Gpt4vAd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a real, very small model. What it says of an image is noise: only the form of its answers is looked at, and that they can be replayed. */
@Tag("language-server")
class RealServerTest {

    private static final String KEY = "key-of-the-test";

    private static RealServer server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        server = RealServer.start(KEY);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    private Training training(Training training, String key) throws IOException {
        Path file = Files.writeString(directory.resolve("key"), key);
        return training.withHeldOut(0)
                .with(ChatOptions.ENDPOINT, server.url())
                .with(ChatOptions.MODEL, "SmolLM2-135M-Instruct")
                .with(ChatOptions.KEY_FILE, file.toString())
                .with(ChatOptions.ANSWER_TOKENS, 200)
                .with(ChatOptions.RECORDING, directory.resolve("run.jsonl").toString());
    }

    private static Detection detection(Training training) {
        try (FittedDetector fitted = training.fit(TrainingSet.empty())) {
            return fitted.detect(TestImages.anomaly("odd", 64));
        }
    }

    private ChatResponse says(String question, int tokens) throws IOException {
        Endpoint endpoint = new Endpoint(
                Endpoint.url(server.url()),
                "any",
                Secret.read("", Files.writeString(directory.resolve("key"), KEY).toString()),
                Duration.ofMinutes(2));
        ChatModel model = new OpenAiProvider().open(endpoint);
        return model.chat(ChatRequest.builder()
                .messages(List.of(UserMessage.from(question)))
                .maxOutputTokens(tokens)
                .temperature(0.0)
                .build());
    }

    @Test
    void theSchemaHoldsAndTheAnswerIsReplayedWithoutTheServer() throws IOException {
        Training asking = training(Training.of(new Gpt4v()), KEY);
        Detection asked = detection(asking);
        assertThat(asked.score()).isBetween(0.0, 1.0);
        Detection replayed =
                detection(asking.with(ChatOptions.MODE, "replay").with(ChatOptions.ENDPOINT, "http://127.0.0.1:9/v1"));
        assertThat(replayed.score()).isEqualTo(asked.score());
        assertThat(Files.readAllLines(directory.resolve("run.jsonl")))
                .anyMatch(line -> line.contains("SmolLM2"))
                .noneMatch(line -> line.contains(KEY));
    }

    /** The model may name the same region twice or one that is not there, which makes the answer unread; it must never be a score outside of the range. */
    @Test
    void scoresOfRegionsAreInTheirRangeOrTheAnswerIsRefused() throws IOException {
        Training asking = training(Training.of(new Gpt4vAd()), KEY);
        try {
            assertThat(detection(asking).score()).isBetween(0.0, 1.0);
        } catch (IllegalArgumentException unread) {
            assertThat(unread).hasMessageContaining("odd");
        }
        assertThat(Files.readAllLines(directory.resolve("run.jsonl"))).isNotEmpty();
    }

    @Test
    void aWrongKeyIsOneLineWithoutTheKey() throws IOException {
        Training asking = training(Training.of(new Gpt4v()), "another");
        assertThatThrownBy(() -> detection(asking))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("key")
                .hasMessageNotContaining("another")
                .hasMessageNotContaining("\n");
    }

    @Test
    void tokensAreCountedAndALimitIsKept() throws IOException {
        ChatResponse response = says("Say something long about screws.", 12);
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(12);
        assertThat(response.tokenUsage().inputTokenCount()).isPositive();
    }
}
