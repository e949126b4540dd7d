package io.xvad.service;

import static io.xvad.service.Client.DETECTIONS;
import static io.xvad.service.Client.OVERLAY;
import static io.xvad.service.Client.header;
import static io.xvad.service.Client.json;
import static io.xvad.service.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.DetectionJson;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.data.image.ImageReader;
import io.xvad.report.Overlay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectionServiceTest {

    private static final int MOST_BYTES = 100_000;
    private static final byte[] STRANGE = Squares.png(Squares.strange(1000));

    private final FittedDetector model = Squares.model();
    private final ServedModels models = ServedModels.of(Map.of("squares", model));
    private final DetectionService service = DetectionService.start(
            models, ServiceOptions.usual().at("127.0.0.1", 0).withMaxBytes(MOST_BYTES));
    private final Client client = Client.of(service);
    private Detection wanted = Detection.undecided("none", 0);
    private Image image = Squares.strange(1000);

    @BeforeAll
    void score() {
        image = ImageReader.withDefaults().read("line-7", STRANGE);
        wanted = model.detect(image);
    }

    @AfterAll
    void close() {
        service.close();
        models.close();
    }

    private HttpResponse<byte[]> post(byte[] body, String... headers) {
        return client.post(DETECTIONS, body, headers);
    }

    private static void assertProblem(HttpResponse<byte[]> response, int status, String detail) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).contains(detail);
        assertThat(problem.path("requestId").asText()).isEqualTo(header(response, "X-Request-Id"));
    }

    @Test
    void anImageGetsWhatTheLibraryFinds() throws IOException {
        HttpResponse<byte[]> response = post(STRANGE, "Content-Type", "image/png", "X-Request-Id", "line-7");

        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "X-Request-Id")).isEqualTo("line-7");
        JsonNode json = json(response);
        assertThat(json.path("detection")).isEqualTo(new ObjectMapper().readTree(DetectionJson.withoutMaps(wanted)));
        assertThat(json.path("detection").path("decision").asText()).isEqualTo("anomalous");
        assertThat(json.path("detection").path("regions")).isNotEmpty();
        assertThat(json.path("model").asText()).isEqualTo("squares");
        assertThat(json.path("height").asInt()).isEqualTo(Squares.SIDE);
        assertThat(json.has("explanation")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "application/octet-stream", "IMAGE/PNG; charset=x"})
    void whatAnImageIsIsReadFromItself(String type) {
        assertThat(post(STRANGE, "Content-Type", type).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyWithoutATypeOrALengthIsAnImage() {
        HttpResponse<byte[]> chunked = client.send(
                client.request(DETECTIONS).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(STRANGE))));
        assertThat(chunked.statusCode()).as(text(chunked)).isEqualTo(200);
    }

    @Test
    void aFormIsTakenAsBrowsersAndCurlSendIt() {
        byte[] form = Client.form(
                "xyz",
                Client.part("xyz", "form-data; name=\"note\"", "hello".getBytes(StandardCharsets.UTF_8)),
                Client.part("xyz", "form-data; name=\"image\"; filename=\"photo.png\"", STRANGE));
        HttpResponse<byte[]> response =
                post(form, "Content-Type", "multipart/form-data; boundary=xyz", "X-Request-Id", "line-7");
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(json(response).path("detection").path("score").asDouble()).isEqualTo(wanted.score());
    }

    @Test
    void anExplanationComesWhereItIsAskedFor() {
        HttpResponse<byte[]> words = client.post(DETECTIONS + "?explainer=verbal", STRANGE);
        JsonNode explanation = json(words).path("explanation");
        assertThat(explanation.path("evidence").findValuesAsText("text")).isNotEmpty();
        assertThat(explanation.path("audit").path("explainer").asText()).isEqualTo("verbal");
        assertThat(explanation.findValues("float32")).isEmpty();

        HttpResponse<byte[]> whole = client.post(DETECTIONS + "?explainer=verbal&arrays=json", STRANGE);
        Explanation read = Explanation.fromJson(json(whole).path("explanation").toString());
        assertThat(read.detection().map().at(9, 11)).isEqualTo(wanted.map().at(9, 11));
        assertThat(read.evidence(Statement.class)).isNotEmpty();
    }

    @Test
    void anOverlayComesFromItsAddressOrByAccept() throws IOException {
        byte[] drawn = Overlay.of(image, wanted, model).png();
        HttpResponse<byte[]> overlay = client.post(OVERLAY, STRANGE, "Content-Type", "image/png");
        HttpResponse<byte[]> accepted = post(STRANGE, "Accept", "application/json;q=0.5, image/png");
        assertThat(header(overlay, "Content-Type")).isEqualTo("image/png");
        assertThat(overlay.body()).isEqualTo(drawn);
        assertThat(accepted.body()).isEqualTo(drawn);
    }

    @Test
    void theModelsAreListed() {
        JsonNode listed = json(client.get("/v1/models")).path("models");
        assertThat(listed).hasSize(1);
        JsonNode one = listed.get(0);
        assertThat(one.path("name").asText()).isEqualTo("squares");
        assertThat(one.path("detector").asText()).isEqualTo("pixel-gaussian");
        assertThat(one.path("fingerprint").asText())
                .isEqualTo(model.provenance().fingerprint());
        assertThat(one.path("calibrated").asBoolean()).isTrue();
        assertThat(one.path("inputKinds").toString()).isEqualTo("[\"image\"]");
        assertThat(one.path("explainers").toString()).contains("\"verbal\"").doesNotContain("recounting");
    }

    @Test
    void itIsLiveAndReady() {
        for (String path : List.of("/health", "/health/live", "/health/ready")) {
            HttpResponse<byte[]> response = client.get(path);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response)).isEqualTo("{\"live\":true,\"ready\":true}");
        }
    }

    @Test
    void figuresAreWhatPrometheusReads() {
        post(STRANGE);
        post("no image".getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> response = client.get("/metrics");
        assertThat(header(response, "Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(text(response))
                .contains("xvad_detections_total{decision=\"anomalous\",model=\"squares\"}")
                .contains("xvad_requests_seconds_count{route=\"/v1/models/{name}/detections\",status=\"200\"}")
                .contains("xvad_requests_seconds_count{route=\"/v1/models/{name}/detections\",status=\"400\"}")
                .contains("xvad_score_seconds_count{model=\"squares\"}")
                .contains("xvad_requests_in_progress 0.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void whatCannotBeReadIsAnsweredWithTheReadersLine() {
        assertProblem(
                post("hello".getBytes(StandardCharsets.UTF_8), "Content-Type", "image/png", "X-Request-Id", "a-1"),
                400,
                "a-1: is a text file, not a PNG, JPEG, BMP, GIF, TIFF or WebP image");
        assertProblem(post(Arrays.copyOf(STRANGE, STRANGE.length / 2)), 400, "is cut short");
        assertProblem(post(new byte[0]), 400, "no body");
    }

    @Test
    void whatIsNoImageByItsTypeIsRefused() {
        assertProblem(
                post(STRANGE, "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "with curl: -F image=@photo.png");
        assertProblem(post(STRANGE, "Content-Type", "application/json"), 415, "application/json is not taken");
        assertProblem(post(STRANGE, "Content-Encoding", "gzip"), 415, "encoded (gzip)");
    }

    @Test
    void whatIsTooLargeIsRefusedAndItsSenderHearsWhy() {
        byte[] tooLarge = Arrays.copyOf(STRANGE, MOST_BYTES + 1);
        assertProblem(post(tooLarge), 413, "at most 100000 bytes");
        HttpResponse<byte[]> chunked = client.send(client.request(DETECTIONS)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge))));
        assertProblem(chunked, 413, "at most 100000 bytes");
        assertThat(post(Arrays.copyOf(STRANGE, MOST_BYTES)).statusCode()).isEqualTo(200);
    }

    @Test
    void anImageOfTooManyPixelsIsRefusedBeforeItIsDecoded() {
        ServiceOptions few = ServiceOptions.usual()
                .at("127.0.0.1", 0)
                .withReader(ImageReader.withDefaults().withMaxPixels(100));
        try (DetectionService small = DetectionService.start(models, few)) {
            assertProblem(Client.of(small).post(DETECTIONS, STRANGE), 400, "24 x 24 pixels is too large");
        }
    }

    @Test
    void anImageThatTheModelDoesNotTakeIsNoFailureOfTheService() {
        Image wide = Image.of("wide", 1, 2, 40, new float[80]);
        HttpResponse<byte[]> response = post(Squares.png(wide));
        assertThat(response.statusCode()).isIn(200, 422);
        Image tall = Image.of("tall", 1, 1, 1, new float[1]);
        assertThat(post(Squares.png(tall)).statusCode()).isIn(200, 422);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertProblem(client.post("/v1/models/other/detections", STRANGE), 404, "no such model, but squares");
        assertProblem(client.get("/"), 404, "openapi.json");
        assertProblem(client.get("/v1/models/squares%2Fdetections"), 404, "openapi.json");
    }

    @Test
    void aWrongMethodHearsTheRightOne() {
        HttpResponse<byte[]> response = client.get(DETECTIONS);
        assertProblem(response, 405, "GET is not possible here, but POST");
        assertThat(header(response, "Allow")).isEqualTo("POST");
        assertProblem(client.post("/v1/models", STRANGE), 405, "but GET");
        HttpResponse<byte[]> head = client.send(client.request("/health").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void wrongParametersAreSaid() {
        assertProblem(client.post(DETECTIONS + "?explain=verbal", STRANGE), 400, "no parameter 'explain'");
        assertProblem(client.post(DETECTIONS + "?explainer=vorbal", STRANGE), 400, "no explainer 'vorbal'; it has");
        assertProblem(client.post(DETECTIONS + "?arrays=npz", STRANGE), 400, "may be none or json");
        assertProblem(client.post(DETECTIONS + "?arrays=json&arrays=json", STRANGE), 400, "'arrays' is given twice");
        assertProblem(client.post(OVERLAY + "?explainer=verbal", STRANGE), 400, "no parameter 'explainer' here");
    }

    @Test
    void aTypeThatIsNotGivenIsNotAcceptable() {
        assertProblem(post(STRANGE, "Accept", "text/html"), 406, "application/json or image/png");
        assertProblem(client.post(OVERLAY, STRANGE, "Accept", "application/json"), 406, "image/png");
    }

    @Test
    void anIdThatIsNoPlainWordIsReplaced() {
        String id = header(client.get("/health", "X-Request-Id", "<script>"), "X-Request-Id");
        assertThat(id).matches("[0-9a-f-]{36}");
    }

    @Test
    void aTokenIsAskedForWhereThereIsOne(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "0123456789abcdef-secret\n");
        ServiceOptions guarded = ServiceOptions.usual().at("127.0.0.1", 0).withToken(BearerToken.read(file));
        try (DetectionService safe = DetectionService.start(models, guarded)) {
            Client stranger = Client.of(safe);
            HttpResponse<byte[]> refused = stranger.post(DETECTIONS, STRANGE);
            assertProblem(refused, 401, "Authorization: Bearer");
            assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
            assertProblem(stranger.get("/metrics", "Authorization", "Bearer 0123456789abcdef-secre"), 401, "token");
            assertProblem(stranger.get("/v1/models", "Authorization", "Basic 0123456789abcdef-secret"), 401, "token");
            assertThat(stranger.get("/health").statusCode()).isEqualTo(200);
            assertThat(stranger.get("/v1/models", "Authorization", "bearer 0123456789abcdef-secret")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(guarded.toString()).doesNotContain("0123456789");
        }
        Path empty = Files.writeString(directory.resolve("empty"), "\nlate-secret-of-the-second-line");
        assertThatThrownBy(() -> BearerToken.read(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 visible ASCII characters");
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        ServiceOptions same =
                ServiceOptions.usual().at("127.0.0.1", service.address().getPort());
        assertThatThrownBy(() -> DetectionService.start(models, same))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("cannot listen at 127.0.0.1:");
    }

    @Test
    void modelsAreNamedByTheirFilesOrAsIsSaid(@TempDir Path directory) {
        Path file = directory.resolve("tiles 4.xvad");
        Models.save(model, file);
        assertThatThrownBy(() -> ServedModels.load(List.of(file.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tiles 4' cannot be part of an address");
        Path plain = directory.resolve("tiles.xvad");
        Models.save(model, plain);
        try (ServedModels two = ServedModels.load(List.of(plain.toString(), "tiles-4=" + file))) {
            assertThat(two.names()).containsExactly("tiles", "tiles-4");
        }
        assertThatThrownBy(() -> ServedModels.load(List.of(plain.toString(), "tiles=" + file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two models would be served as 'tiles'");
    }
}
