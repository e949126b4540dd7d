package io.xvad.language.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.model.RecordedAnswers;
import io.xvad.language.Scripted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    @TempDir
    private Path directory;

    private static ChatRequest request(String text, String image, int sample, String model, double temperature) {
        UserMessage user = UserMessage.builder()
                .contents(List.of(
                        TextContent.from(text),
                        ImageContent.from(Base64.getEncoder().encodeToString(image.getBytes()), "image/png")))
                .attributes(Map.of(Question.SAMPLE, sample))
                .build();
        return ChatRequest.builder()
                .messages(user)
                .modelName(model)
                .temperature(temperature)
                .build();
    }

    private static ChatRequest request(String text) {
        return request(text, "pixels", 0, "m", 0);
    }

    private Path file() {
        return directory.resolve("new").resolve("run.jsonl");
    }

    @Test
    void theKeyDependsOnAllThatTheAnswerDependsOn() {
        String key = Question.of(request("q")).key();
        assertThat(Question.of(request("q")).key()).isEqualTo(key);
        List<ChatRequest> others = List.of(
                request("other"),
                request("q", "pixels2", 0, "m", 0),
                request("q", "pixels", 1, "m", 0),
                request("q", "pixels", 0, "n", 0),
                request("q", "pixels", 0, "m", 1));
        assertThat(others.stream().map(request -> Question.of(request).key()))
                .doesNotContain(key)
                .doesNotHaveDuplicates();
    }

    @Test
    void theCanonicalFormIsThis() {
        assertThat(Question.of(request("q")).canonical())
                .isEqualTo(
                        "{\"model\":\"m\",\"temperature\":\"0.0\",\"topP\":null,\"topK\":null,\"frequencyPenalty\":null,"
                                + "\"presencePenalty\":null,\"maxOutputTokens\":null,\"stop\":[],\"format\":null,\"schema\":null,"
                                + "\"messages\":[{\"role\":\"USER\",\"content\":[{\"text\":\"q\"},{\"image\":"
                                + "\"6ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37\",\"mime\":\"image/png\",\"detail\":\"LOW\"}]}],\"sample\":0}");
    }

    private static String canonical(JsonSchemaElement root) {
        JsonSchema schema = JsonSchema.builder().name("s").rootElement(root).build();
        return Question.of(request("q").toBuilder()
                        .responseFormat(ResponseFormat.builder()
                                .type(ResponseFormatType.JSON)
                                .jsonSchema(schema)
                                .build())
                        .build())
                .canonical();
    }

    @Test
    void theSchemaIsPartOfItInTheOrderOfItsProperties() {
        JsonObjectSchema.Builder both = JsonObjectSchema.builder()
                .addNumberProperty("b", "how much")
                .addProperty(
                        "a",
                        JsonArraySchema.builder()
                                .items(JsonIntegerSchema.builder().build())
                                .build())
                .required("b");
        assertThat(canonical(both.additionalProperties(false).build()))
                .contains(
                        "\"schema\":{\"name\":\"s\",\"root\":{\"type\":\"object\",\"description\":null,\"properties\":{"
                                + "\"b\":{\"type\":\"number\",\"description\":\"how much\"},"
                                + "\"a\":{\"type\":\"array\",\"description\":null,\"items\":{\"type\":\"integer\",\"description\":null}}},"
                                + "\"required\":[\"b\"],\"additionalProperties\":false}}");
        assertThat(canonical(both.additionalProperties(true).build()))
                .isNotEqualTo(canonical(both.additionalProperties(false).build()));
    }

    @Test
    void aSchemaThatIsNotKnownWholeIsNoQuestion() {
        JsonSchemaElement reference =
                JsonReferenceSchema.builder().reference("thing").build();
        JsonSchemaElement defined = JsonObjectSchema.builder()
                .definitions(Map.of("thing", new JsonNullSchema()))
                .build();
        for (JsonSchemaElement element : List.of(
                reference,
                defined,
                new JsonNullSchema(),
                JsonObjectSchema.builder().addProperty("x", reference).build())) {
            assertThatThrownBy(() -> canonical(element))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the schema of a question holds no ");
        }
    }

    @Test
    void anImageByAddressIsNoQuestion() {
        ChatRequest byAddress = ChatRequest.builder()
                .messages(UserMessage.from(ImageContent.from("https://example.org/x.png")))
                .build();
        assertThatThrownBy(() -> Question.of(byAddress)).hasMessageContaining("nothing is fetched from an address");
    }

    @Test
    void whatWasRecordedIsReplayedToTheBitWithoutAModel() {
        Scripted model = Scripted.of("one", "two");
        Recorder recorder = new Recorder(model, Recording.open(file()), false);
        ChatResponse one = recorder.chat(request("a"));
        ChatResponse two = recorder.chat(request("b"));
        assertThat(recorder.chat(request("a"))).isEqualTo(one);
        assertThat(model.asked()).hasSize(2);

        Replayer replayer = new Replayer(Recording.open(file()));
        assertThat(replayer.chat(request("a"))).isEqualTo(one);
        assertThat(replayer.chat(request("b"))).isEqualTo(two);
        assertThat(two.aiMessage().text()).isEqualTo("two");
        assertThat(two.tokenUsage().outputTokenCount()).isEqualTo(20);
    }

    @Test
    void aMissIsNamed() {
        assertThatThrownBy(() -> new Replayer(Recording.open(file())).chat(request("What is   this?", "p", 3, "m", 0)))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("run.jsonl: holds no answer to this question: model 'm', sample 3, images [")
                .hasMessageEndingWith("'What is this?'");
    }

    @Test
    void recordedAgainTheLaterCounts() {
        Recorder recorder = new Recorder(Scripted.of("old", "new"), Recording.open(file()), true);
        recorder.chat(request("a"));
        recorder.chat(request("a"));
        assertThat(new Replayer(Recording.open(file()))
                        .chat(request("a"))
                        .aiMessage()
                        .text())
                .isEqualTo("new");
    }

    @Test
    void aLineThatWasCutOffIsLeftOutAndTheNextIsWhole() throws IOException {
        Recorder recorder = new Recorder(Scripted.of("one", "two", "three"), Recording.open(file()), false);
        recorder.chat(request("a"));
        recorder.chat(request("b"));
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 20));
        Recording resumed = Recording.open(file());
        assertThat(resumed.size()).isEqualTo(1);
        new Recorder(Scripted.of("again"), resumed, false).chat(request("b"));
        assertThat(new Replayer(Recording.open(file()))
                        .chat(request("b"))
                        .aiMessage()
                        .text())
                .isEqualTo("again");
        assertThat(new Replayer(Recording.open(file()))
                        .chat(request("a"))
                        .aiMessage()
                        .text())
                .isEqualTo("one");
    }

    @Test
    void anAnswerIsKeptThoughTheThreadIsInterrupted() throws IOException {
        Recording recording = Recording.open(file());
        Question known = Question.of(request("a"));
        Answer answer = Answer.of(Scripted.response("one", FinishReason.STOP), Duration.ZERO, Instant.EPOCH);
        recording.add(known, answer);
        Thread.currentThread().interrupt();
        try {
            recording.add(Question.of(request("b")), answer);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Recording.open(file()).find(Question.of(request("b")))).contains(answer);
        assertThat(Files.readAllLines(file())).hasSize(2);
    }

    @Test
    void aLineThatWasCutOffInsideALetterIsLeftOutToo() throws IOException {
        new Recorder(Scripted.of("one"), Recording.open(file()), false).chat(request("a"));
        byte[] whole = Files.readAllBytes(file());
        byte[] cut = Arrays.copyOf(whole, whole.length + 2);
        cut[whole.length] = '{';
        cut[whole.length + 1] = (byte) 0xc3;
        Files.write(file(), cut);
        assertThat(Recording.open(file()).size()).isEqualTo(1);
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Files.createDirectory(directory.resolve("new"));
        Files.writeString(file(), "hello\n");
        assertThatThrownBy(() -> Recording.open(file()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("run.jsonl: is no recording");
    }

    @Test
    void theFileHoldsNoImage() throws IOException {
        new Recorder(Scripted.of("one"), Recording.open(file()), false).chat(request("a"));
        assertThat(Files.readString(file()))
                .doesNotContain(Base64.getEncoder().encodeToString("pixels".getBytes()))
                .contains("\"opening\":\"a\"");
    }

    @Test
    void answersThatAreKeptWithAModelAreAskedForOnce() {
        Scripted model = Scripted.of("one", "two");
        RecordedAnswers answers = RecordedAnswers.none();
        Remembering remembering = new Remembering(model, answers);
        ChatResponse first = remembering.chat(request("a"));
        assertThat(remembering.chat(request("a"))).isEqualTo(first);
        assertThat(model.asked()).hasSize(1);
    }
}
