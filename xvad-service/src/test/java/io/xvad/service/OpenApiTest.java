package io.xvad.service;

import static io.xvad.service.Client.DETECTIONS;
import static io.xvad.service.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The description says what is served, no more and no less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

    private final ServiceOptions options = ServiceOptions.usual().at("127.0.0.1", 0);
    private final ServedModels models = ServedModels.of(Map.of("squares", Squares.model()));
    private final DetectionService service = DetectionService.start(models, options);
    private final Client client = Client.of(service);
    private final JsonNode document = json(client.get("/openapi.json"));

    @AfterAll
    void close() {
        service.close();
        models.close();
    }

    @Test
    void itIsTheDocumentOfTheModule() throws IOException {
        assertThat(document).isEqualTo(new ObjectMapper().readTree(OpenApi.bytes()));
    }

    @Test
    void itNamesEveryRouteAndNoOther() {
        Admission admission = new Admission(1, 1);
        try (ServiceMetrics metrics = new ServiceMetrics(admission)) {
            Set<String> served = Routes.of(models, admission, options, metrics).all().stream()
                    .map(route -> route.method() + " " + route.template() + (route.open() ? " open" : ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> described = new TreeSet<>();
            document.path("paths").properties().forEach(path -> path.getValue()
                    .properties()
                    .forEach(method -> described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()
                            + (method.getValue().has("security") ? " open" : ""))));
            assertThat(described).isEqualTo(served);
        }
    }

    @Test
    void whatIsAnsweredHasTheFieldsThatAreDescribed() {
        byte[] strange = Squares.png(Squares.strange(1000));
        assertFields(
                json(client.post(DETECTIONS + "?explainer=verbal&arrays=json", strange)), schema("Result"), "Result");
        assertFields(json(client.post(DETECTIONS, Squares.png(Squares.normal(5)))), schema("Result"), "Result");
        assertFields(json(client.get("/v1/models")), schema("Models"), "Models");
        assertFields(json(client.get("/health")), schema("Health"), "Health");
        assertFields(json(client.post(DETECTIONS, "x".getBytes(StandardCharsets.UTF_8))), schema("Problem"), "Problem");
    }

    @Test
    void whatIsAnsweredOfDriftHasTheFieldsThatAreDescribed(@TempDir Path directory) {
        try (ServedModels watched =
                        ServedModels.of(Map.of("squares", Squares.model())).watchingDrift(directory);
                DetectionService drifting = DetectionService.start(watched, options)) {
            Client other = Client.of(drifting);
            for (int i = 0; i < 80; i++) {
                byte[] dark = Squares.png(Image.of("dark", 1, 2, 2, new float[] {0.1f, 0.1f, 0.1f, 0.11f}));
                assertFields(json(other.post(DETECTIONS, dark)), schema("Result"), "Result");
            }
            JsonNode listed = json(other.get("/v1/models"));
            assertThat(listed.at("/models/0/drift/warnings")).isNotEmpty();
            assertFields(listed, schema("Models"), "Models");
            assertFields(json(other.get("/health")), schema("Health"), "Health");
        }
    }

    private JsonNode schema(String name) {
        return document.path("components").path("schemas").path(name);
    }

    /** Required fields are there, others are described, and so are those of the objects and lists within. */
    private void assertFields(JsonNode value, JsonNode described, String where) {
        JsonNode schema = resolved(described);
        if (value.isObject() && schema.has("properties")) {
            schema.path("required").forEach(name -> assertThat(value.has(name.asText()))
                    .as(where + "." + name)
                    .isTrue());
            value.properties().forEach(field -> {
                String inner = where + "." + field.getKey();
                if (!isOpenEnded(schema, field.getKey())) {
                    assertThat(schema.path("properties").has(field.getKey()))
                            .as(inner)
                            .isTrue();
                    assertFields(field.getValue(), schema.path("properties").path(field.getKey()), inner);
                }
            });
        }
        if (value.isArray()) {
            value.forEach(item -> assertFields(item, schema.path("items"), where + "[]"));
        }
        if (schema.has("enum")) {
            assertThat(schema.path("enum").toString()).as(where).contains(value.toString());
        }
    }

    /** Evidence has further fields by its type, and the detection within an explanation its maps. */
    private static boolean isOpenEnded(JsonNode schema, String field) {
        return schema.path("properties").size() == 1
                        && schema.path("properties").has("type")
                || field.equals("maps");
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode one = schema.has("allOf") ? schema.path("allOf").get(0) : schema;
        String reference = one.path("$ref").asText();
        return reference.isEmpty() ? one : document.at(reference.substring(1));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        document.findValuesAsText("$ref").forEach(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void itNamesTheParametersThatAreTaken() {
        JsonNode parameters = document.path("paths")
                .path("/v1/models/{name}/detections")
                .path("post")
                .path("parameters");
        Set<String> named = new TreeSet<>();
        parameters.forEach(
                parameter -> named.add(resolved(parameter).path("name").asText()));
        String taken = json(client.post(DETECTIONS + "?wrong=1", new byte[1]))
                .path("detail")
                .asText();
        named.remove("name");
        assertThat(taken).endsWith("but explainer, arrays");
        assertThat(named).containsExactly("arrays", "explainer");
    }
}
