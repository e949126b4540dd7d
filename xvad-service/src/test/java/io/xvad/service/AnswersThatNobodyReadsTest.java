package io.xvad.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that ask and do not read what they get. */
@Timeout(20)
class AnswersThatNobodyReadsTest {

    private static final byte[] LARGE = new byte[48 << 20];
    private static final ServiceOptions OPTIONS =
            ServiceOptions.usual().at("127.0.0.1", 0).withWorkers(1, 0).withAnswerWithin(Duration.ofMillis(300));

    private final Admission admission = new Admission(1, 0);
    private final ServiceMetrics metrics = new ServiceMetrics(admission);
    private final AnswerWriter writer = new AnswerWriter(OPTIONS.answerWithin());
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server = server();

    private static HttpServer server() {
        HttpServerDefaults.set();
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        Routes routes = new Routes(List.of(
                Route.post("/large", (request, path, place) -> Answer.of(200, "application/octet-stream", LARGE))));
        server.createContext("/", new Front(routes, admission, OPTIONS, metrics, writer));
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdownNow();
        writer.close();
        metrics.close();
    }

    @Test
    void areCutOffAndLeaveTheirPlace() throws Exception {
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(1 << 12);
            client.connect(server.getAddress());
            client.getOutputStream()
                    .write("POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            while (admission.inProgress() == 0) {
                Thread.sleep(1);
            }
            while (admission.inProgress() == 1) {
                Thread.sleep(10);
            }
            assertThat(read(client)).isLessThan(LARGE.length);
        }
    }

    private static long read(Socket client) {
        byte[] block = new byte[1 << 16];
        long all = 0;
        try {
            for (int read = 0; read >= 0; all += Math.max(0, read)) {
                read = client.getInputStream().read(block);
            }
        } catch (IOException cutOff) {
            return all;
        }
        return all;
    }
}
