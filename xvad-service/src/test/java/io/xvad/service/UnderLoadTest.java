package io.xvad.service;

import static io.xvad.service.Client.DETECTIONS;
import static io.xvad.service.Client.header;
import static io.xvad.service.Client.json;
import static io.xvad.service.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.DetectionJson;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many clients at once, a full queue, and an end while work goes on. */
@Timeout(60)
class UnderLoadTest {

    private static final byte[] IMAGE = Squares.png(Squares.normal(1));

    private final ExecutorService clients = Executors.newFixedThreadPool(16);

    @AfterEach
    void end() {
        clients.shutdownNow();
    }

    private static ServiceOptions options(int workers, int queue) {
        return ServiceOptions.usual().at("127.0.0.1", 0).withWorkers(workers, queue);
    }

    @Test
    void sixteenClientsGetWhatTheLibraryFinds() throws Exception {
        try (ServedModels models = ServedModels.of(Map.of("squares", Squares.model()));
                DetectionService service = DetectionService.start(models, options(2, 32))) {
            Client client = Client.of(service);
            List<Future<JsonNode>> found = new ArrayList<>();
            for (int i = 0; i < 160; i++) {
                byte[] png = png(i);
                String id = "image-" + i;
                found.add(clients.submit(() -> json(client.post(DETECTIONS, png, "X-Request-Id", id))));
            }
            FittedDetector model = models.all().iterator().next().fitted();
            for (int i = 0; i < found.size(); i++) {
                String wanted = DetectionJson.withoutMaps(
                        model.detect(ImageReader.withDefaults().read("image-" + i, png(i))));
                assertThat(found.get(i).get().path("detection")).isEqualTo(new ObjectMapper().readTree(wanted));
            }
        }
    }

    private static byte[] png(int number) {
        return Squares.png(number % 3 == 0 ? Squares.strange(number) : Squares.normal(number));
    }

    @Test
    void aFullQueueRefusesAndSaysWhenToComeAgain() throws Exception {
        Gated gated = new Gated();
        try (ServedModels models = ServedModels.of(Map.of("squares", gated));
                DetectionService service = DetectionService.start(models, options(1, 1))) {
            Client client = Client.of(service);
            Future<HttpResponse<byte[]>> first = clients.submit(() -> client.post(DETECTIONS, IMAGE));
            gated.await(1);
            Future<HttpResponse<byte[]>> second = clients.submit(() -> client.post(DETECTIONS, IMAGE));
            awaitInProgress(client, 2);

            HttpResponse<byte[]> third = client.post(DETECTIONS, IMAGE);
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(header(third, "Retry-After")).isEqualTo("1");
            assertThat(json(third).path("detail").asText()).contains("busy: 2 requests");
            assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);

            gated.open(2);
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(second.get().statusCode()).isEqualTo(200);
            gated.open(1);
            assertThat(client.post(DETECTIONS, IMAGE).statusCode()).isEqualTo(200);
        }
    }

    private static void awaitInProgress(Client client, int requests) throws InterruptedException {
        while (!text(client.get("/metrics")).contains("xvad_requests_in_progress " + requests + ".0")) {
            Thread.sleep(10);
        }
    }

    @Test
    void aServiceThatStopsAnswersWhatHasBegunAndRefusesWhatIsNew() throws Exception {
        Gated gated = new Gated();
        try (ServedModels models = ServedModels.of(Map.of("squares", gated))) {
            DetectionService service = DetectionService.start(models, options(1, 4));
            Client client = Client.of(service);
            Future<HttpResponse<byte[]>> begun = clients.submit(() -> client.post(DETECTIONS, IMAGE));
            gated.await(1);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(service::close, clients);
            while (client.get("/health/ready").statusCode() == 200) {
                Thread.sleep(10);
            }

            HttpResponse<byte[]> late = client.post(DETECTIONS, IMAGE);
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(json(late).path("detail").asText()).isEqualTo("the service is stopping");
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(closed).isNotDone();

            gated.open(1);
            assertThat(begun.get().statusCode()).isEqualTo(200);
            closed.get();
            service.awaitClosed();
            service.close();
            assertThatThrownBy(() -> client.get("/health")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void whatDoesNotEndIsCutOff() throws Exception {
        Gated gated = new Gated();
        try (ServedModels models = ServedModels.of(Map.of("squares", gated))) {
            DetectionService service =
                    DetectionService.start(models, options(1, 0).withStopWithin(Duration.ofMillis(50)));
            Client client = Client.of(service);
            Future<HttpResponse<byte[]>> begun = clients.submit(() -> client.post(DETECTIONS, IMAGE));
            gated.await(1);
            service.close();
            assertThatThrownBy(begun::get).hasRootCauseInstanceOf(IOException.class);
            gated.open(1);
        }
    }

    private static List<RuntimeException> faults() {
        return List.of(
                new IllegalStateException("inner secret"),
                new XvadUnavailableException("no server is named; inner secret"));
    }

    /** Also what it cannot do without a server or a library: coming again does not help, so nobody is asked to. */
    @ParameterizedTest
    @MethodSource("faults")
    void whatADetectorThrowsIsTheServicesFailureAndTellsNothing(RuntimeException fault) {
        FittedDetector broken = new FailingDetector(fault);
        try (ServedModels models = ServedModels.of(Map.of("squares", broken));
                DetectionService service = DetectionService.start(models, options(1, 1))) {
            Client client = Client.of(service);
            for (int i = 0; i < 4; i++) {
                HttpResponse<byte[]> response = client.post(DETECTIONS, IMAGE);
                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(header(response, "Retry-After")).isEmpty();
                assertThat(text(response)).doesNotContain("inner secret").contains("the log of the service");
            }
        }
    }
}
