package io.xvad.service;

import static io.xvad.service.Client.DETECTIONS;
import static io.xvad.service.Client.form;
import static io.xvad.service.Client.json;
import static io.xvad.service.Client.part;
import static io.xvad.service.Client.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are broken or mean: each is answered, and the service goes on. */
@Timeout(60)
class HostileRequestsTest {

    private static final byte[] IMAGE = Squares.png(Squares.normal(1));
    private static final String TYPE = "multipart/form-data; boundary=b";

    private final ServedModels models = ServedModels.of(Map.of("squares", Squares.model()));
    private final DetectionService service = DetectionService.start(
            models, ServiceOptions.usual().at("127.0.0.1", 0).withWorkers(2, 2).withMaxBytes(1 << 20));
    private final Client client = Client.of(service);

    @AfterEach
    void goesOnAndEnds() {
        assertThat(client.post(DETECTIONS, IMAGE).statusCode()).isEqualTo(200);
        service.close();
        models.close();
    }

    private void assertRefused(byte[] body, String type, String why) {
        HttpResponse<byte[]> response = client.post(DETECTIONS, body, "Content-Type", type);
        assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
        assertThat(json(response).path("detail").asText()).contains(why);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void brokenFormsAreSaidToBeBroken() {
        byte[] image = part("b", "form-data; name=image; filename=\"../../etc/passwd\"", IMAGE);
        assertThat(client.post(DETECTIONS, form("b", image), "Content-Type", TYPE)
                        .statusCode())
                .isEqualTo(200);
        assertRefused(form("b", image), "multipart/form-data", "needs a boundary");
        assertRefused(form("b", image), "multipart/form-data; boundary=", "needs a boundary");
        assertRefused(form("b", image), "multipart/form-data; boundary=" + "b".repeat(71), "needs a boundary");
        assertRefused(form("b", image), "multipart/form-data; boundary=other", "has 0");
        assertRefused(form("b", image, image), TYPE, "has 2");
        assertRefused(form("b", part("b", "form-data; name=note", IMAGE)), TYPE, "has 0");
        assertRefused(form("b", part("b", "form-data; name=image", new byte[0])), TYPE, "is empty");
        assertRefused(image, TYPE, "the form is broken");
        assertRefused(bytes("--b"), TYPE, "");
        assertRefused(bytes("--b\r\nX: " + "x".repeat(100_000)), TYPE, "the form is broken");
        byte[][] many = new byte[40][];
        Arrays.fill(many, part("b", "form-data; name=note", bytes("x")));
        assertRefused(form("b", many), TYPE, "at most 16 parts");
    }

    @Test
    void mutatedFormsAreReadOrRefused() {
        byte[] form = form("b", part("b", "form-data; name=\"image\"; filename=\"a.png\"", IMAGE));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            byte[] mutated = Arrays.copyOf(form, random.nextInt(4) == 0 ? random.nextInt(form.length) : form.length);
            for (int change = 0; change < 3 && mutated.length > 0; change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<byte[]> response = client.post(DETECTIONS, mutated, "Content-Type", TYPE);
            assertThat(response.statusCode()).as(text(response)).isIn(200, 400, 413, 422);
        }
    }

    @Test
    void sendersWhoLeaveInTheMiddleHoldNothing() throws IOException {
        for (int i = 0; i < 8; i++) {
            try (Socket socket = new Socket("127.0.0.1", service.address().getPort())) {
                socket.getOutputStream()
                        .write(bytes(
                                "POST " + DETECTIONS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nhalf"));
            }
        }
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void linesThatAreNoHttpAreAnsweredOrCutOff() throws IOException {
        for (String line : new String[] {
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST " + DETECTIONS + " HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
            "POST " + DETECTIONS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "POST " + DETECTIONS + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"
        }) {
            try (Socket socket = new Socket("127.0.0.1", service.address().getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(bytes(line));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).doesNotContain(" 200 ").doesNotContain(" 500 ");
            }
        }
    }
}
