package io.xvad.service;

import static io.xvad.service.Client.DETECTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are refused while their bodies are still to come. */
@Timeout(30)
class RefusedRequestsTest {

    private static final int THREADS = 1 + 8;
    private static final String HEAD = "POST " + DETECTIONS + " HTTP/1.1\r\nHost: x\r\nContent-Length: ";
    private static final String TOO_LARGE = HEAD + "2000000\r\nAuthorization: Bearer 0123456789abcdef\r\n\r\n";

    private final ServedModels models = ServedModels.of(Map.of("squares", new Gated()));
    private final DetectionService service = DetectionService.start(
            models,
            ServiceOptions.usual()
                    .at("127.0.0.1", 0)
                    .withWorkers(1, 0)
                    .withMaxBytes(1 << 20)
                    .withToken(BearerToken.of("0123456789abcdef")));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        service.close();
        models.close();
    }

    private Socket sending(String head) throws IOException {
        Socket socket = new Socket("127.0.0.1", service.address().getPort());
        sockets.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String heard(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(200), StandardCharsets.ISO_8859_1);
    }

    @Test
    void hearWhyBeforeTheyHaveSentTheirBody() throws IOException {
        String stranger = heard(sending(HEAD + "1000\r\n\r\n"));
        assertThat(stranger).startsWith("HTTP/1.1 401 ").contains("Connection: close");
        String tooLarge = heard(sending(TOO_LARGE));
        assertThat(tooLarge).startsWith("HTTP/1.1 413 ").contains("Connection: close");
    }

    /** The place is free a moment after the answer is sent. */
    @Test
    void leaveTheirPlaceThoughTheyMayStillSend() throws Exception {
        assertThat(heard(sending(TOO_LARGE))).startsWith("HTTP/1.1 413 ");
        String next = heard(sending(TOO_LARGE));
        while (next.startsWith("HTTP/1.1 503 ")) {
            Thread.sleep(10);
            next = heard(sending(TOO_LARGE));
        }
        assertThat(next).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void leaveThreadsForOthersHoweverManyTheyAre() throws IOException {
        for (int i = 0; i < 2 * THREADS; i++) {
            sending(HEAD + "1000\r\n\r\n");
        }
        Client client = Client.of(service);
        assertThat(client.send(client.request("/health").timeout(Duration.ofSeconds(5)))
                        .statusCode())
                .isEqualTo(200);
    }
}
