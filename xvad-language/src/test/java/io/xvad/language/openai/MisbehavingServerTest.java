package io.xvad.language.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.xvad.core.Detection;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.json.JsonText;
import io.xvad.language.TestImages;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.gpt4v.Gpt4v;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on this machine that speaks the protocol, and does not do so well. */
class MisbehavingServerTest {

    private static final String VERDICT = "{\"anomalous\": true, \"score\": 0.6, \"reason\": \"a hole\"}";

    @TempDir
    private Path directory;

    private final Deque<Turn> turns = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    /** What the server does with a request. */
    private interface Turn {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            synchronized (turns) {
                asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            }
            try (exchange) {
                Turn turn;
                synchronized (turns) {
                    turn = turns.size() > 1 ? turns.remove() : turns.element();
                }
                turn.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static Turn sends(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static String error(String message) {
        return "{\"error\": {\"message\": \"" + message + "\"}}";
    }

    private static String choice(String content, String finish) {
        return "{\"index\": 0, \"finish_reason\": \"" + finish + "\", \"message\": {\"role\": \"assistant\", " + content
                + "}}";
    }

    private static String content(String text) {
        return "\"content\": " + JsonText.of(json -> json.writeString(text));
    }

    private static Turn says(String... choices) {
        return sends(
                200,
                "{\"id\": \"1\", \"object\": \"chat.completion\", \"created\": 1, \"model\": \"served\", \"choices\": ["
                        + String.join(", ", choices)
                        + "], \"usage\": {\"prompt_tokens\": 10, \"completion_tokens\": 5, \"total_tokens\": 15}}");
    }

    private static Turn says(String text) {
        return says(new String[] {choice(content(text), "stop")});
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private Training training() {
        return Training.of(new Gpt4v())
                .withHeldOut(0)
                .with(ChatOptions.ENDPOINT, url())
                .with(ChatOptions.MODEL, "vision")
                .with(ChatOptions.TIMEOUT, 20)
                .with(ChatOptions.RETRIES, 1);
    }

    private Detection detection(Training training) {
        try (FittedDetector fitted = training.fit(TrainingSet.empty())) {
            return fitted.detect(TestImages.anomaly("odd", 16));
        }
    }

    private Detection detection(Turn... does) {
        turns.addAll(List.of(does));
        return detection(training());
    }

    private void assertScores(Detection detection, int calls) {
        assertThat(detection.score()).isCloseTo(0.8, within(1e-9));
        assertThat(asked).hasSize(calls);
    }

    private void assertUnread(String fault, int calls, Turn... does) {
        assertThatThrownBy(() -> detection(does))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[" + fault + "]");
        assertThat(asked).hasSize(calls);
    }

    private void assertFails(String line, int calls, Turn... does) {
        assertThatThrownBy(() -> detection(does))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining(line)
                .hasMessageNotContaining("\n");
        assertThat(asked).hasSize(calls);
    }

    @Test
    void aGoodAnswerIsReadAndTheRequestIsThatOfTheProtocol() {
        assertScores(detection(says(VERDICT)), 1);
        assertThat(asked.get(0))
                .contains("\"model\"", "\"vision\"", "data:image/png;base64,iVBOR", "\"json_schema\"", "\"verdict\"")
                .contains("\"additionalProperties\" : false")
                .doesNotContain("xvad.sample");
    }

    @Test
    void aBusyServerIsAskedAgainWhenItWants() {
        long start = System.nanoTime();
        assertScores(detection(sends(429, error("slow down"), "Retry-After", "1"), says(VERDICT)), 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void aDateSaysWhenToo() {
        assertScores(
                detection(sends(429, error("slow"), "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"), says(VERDICT)), 2);
    }

    /** As long as no server is waited for; one whose date was not read would be asked again after the usual pause. */
    @Test
    void aDateThatIsFarAwayIsNotWaitedFor() {
        assertFails(
                "/v1 asks to wait (429)", 1, sends(429, error("slow"), "Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT"));
    }

    @Test
    void aServerThatFailsIsAskedAgainAndThenGivenUp() {
        assertScores(detection(sends(503, "<html>oh</html>", "Retry-After", "0"), says(VERDICT)), 2);
        asked.clear();
        turns.clear();
        assertFails("/v1 fails: " + error("oh") + " (tried 2 times)", 2, sends(500, error("oh"), "Retry-After", "0"));
    }

    @Test
    void aServerThatStallsIsGivenUp() {
        turns.add(exchange -> over.await());
        assertThatThrownBy(
                        () -> detection(training().with(ChatOptions.TIMEOUT, 1).with(ChatOptions.RETRIES, 0)))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("/v1 gives no answer in time; -o timeout=SECONDS");
    }

    @Test
    void soIsOneThatStallsInTheMiddleOfItsAnswer() {
        turns.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"id\"".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            over.await();
        });
        assertThatThrownBy(
                        () -> detection(training().with(ChatOptions.TIMEOUT, 1).with(ChatOptions.RETRIES, 0)))
                .hasMessageContaining("gives no answer in time");
    }

    @Test
    void waitingEndsWhenTheThreadIsInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        turns.add(exchange -> {
            begun.countDown();
            over.await();
        });
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread asking = new Thread(() -> {
            try {
                detection(training());
            } catch (RuntimeException e) {
                ended.set(e);
            }
        });
        asking.start();
        begun.await();
        asking.interrupt();
        asking.join(10_000);
        assertThat(ended.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void aProtocolThatIsCutShortIsAFailure() {
        assertFails("/v1 ", 1, sends(200, "{\"id\": \"1\", \"choices\": [{\"ind"));
    }

    @Test
    void anAnswerThatIsCutShortIsCutOff() {
        assertUnread("CUT_OFF", 1, says(new String[] {choice(content("{\"anomalous\": tr"), "length")}));
    }

    @Test
    void noContentIsEmpty() {
        assertUnread("EMPTY", 1, says(new String[] {choice("\"content\": null", "stop")}));
    }

    @Test
    void aFilteredAnswerIsWithheld() {
        assertUnread("WITHHELD", 1, says(new String[] {choice("\"content\": null", "content_filter")}));
    }

    @Test
    void aRefusalIsWithheld() {
        assertUnread(
                "WITHHELD", 1, says(new String[] {choice("\"content\": null, \"refusal\": \"I cannot help\"", "stop")
                }));
    }

    @Test
    void aWrongSchemaIsAskedForOnceMore() {
        assertScores(detection(says("{\"verdict\": \"bad\"}"), says(VERDICT)), 2);
        assertThat(asked.get(1)).contains("That answer cannot be used");
    }

    @Test
    void ofTwoChoicesNoneIsTaken() {
        assertFails(
                "expected exactly one choice",
                2,
                says(choice(content(VERDICT), "stop"), choice(content("no"), "stop")));
    }

    @Test
    void noChoiceIsAFailureInALine() {
        assertThatThrownBy(() -> detection(says(new String[0])))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aWrongKeyIsSaidInALineThatDoesNotShowIt() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "sk-secret\n");
        turns.add(sends(401, error("Incorrect API key provided: sk-secret")));
        assertThatThrownBy(() -> detection(training().with(ChatOptions.KEY_FILE, key.toString())))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("/v1 refuses the key (401, 403)")
                .hasMessageNotContaining("sk-secret");
        assertThat(keys).containsExactly("Bearer sk-secret");
    }

    @Test
    void aServerThatRepeatsTheKeyShowsItToNobody() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "sk-secret");
        turns.add(sends(400, error("no such key: sk-secret")));
        assertThatThrownBy(() -> detection(training().with(ChatOptions.KEY_FILE, key.toString())))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("no such key: ***")
                .hasStackTraceContaining("***")
                .satisfies(failure -> {
                    for (Throwable each = failure; each != null; each = each.getCause()) {
                        assertThat(String.valueOf(each.getMessage())).doesNotContain("sk-secret");
                    }
                });
    }

    @Test
    void aQuestionThatIsRefusedIsNotAskedAgain() {
        assertFails(
                "/v1 refuses the question (4xx): " + error("no images here"), 1, sends(400, error("no images here")));
    }

    @Test
    void anUnknownModelIsSaid() {
        assertFails("/v1 does not know the model (404)", 1, sends(404, error("model not found")));
    }

    @Test
    void aRedirectionIsNotFollowed() {
        assertFails("/v1 ", 1, sends(302, "", "Location", "http://127.0.0.1:1/v1/chat/completions"));
    }

    @Test
    void aHostThatIsNotThereIsSaidInALine() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> detection(training().with(ChatOptions.ENDPOINT, "http://127.0.0.1:" + free + "/v1")))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageStartingWith("http://127.0.0.1:" + free + "/v1 cannot be reached")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> detection(training().with(ChatOptions.ENDPOINT, "http://no-such-host.invalid/v1")))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void whatTheRecordingHoldsIsNoKeyAndNoAddress() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "sk-secret\n");
        Path file = directory.resolve("run.jsonl");
        turns.add(says(VERDICT));
        detection(training().with(ChatOptions.KEY_FILE, key.toString()).with(ChatOptions.RECORDING, file.toString()));
        assertThat(Files.readString(file))
                .contains("a hole", "served")
                .doesNotContain("sk-secret", "127.0.0.1", "iVBOR");
    }
}
