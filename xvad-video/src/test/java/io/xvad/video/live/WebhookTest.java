package io.xvad.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookTest {

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();

    /** A server that answers the n-th request, from 1, with a status. */
    private HttpServer server(IntUnaryOperator status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.applyAsInt(bodies.size()), -1);
            exchange.close();
        });
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.start();
        return server;
    }

    private Webhook webhook(HttpServer server) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=secret");
        return new Webhook(address, Duration.ofMillis(5), notices::add);
    }

    private static void send(Webhook webhook, int number) {
        webhook.send(JsonNodeFactory.instance.objectNode().put("number", number));
    }

    @Test
    void whatIsNotAcceptedIsTriedAgainInOrder() throws Exception {
        HttpServer server = server(n -> n <= 2 ? 503 : 204);
        Webhook webhook = webhook(server);
        send(webhook, 1);
        send(webhook, 2);
        webhook.close();
        server.stop(0);
        assertThat(bodies).containsExactly("{\"number\":1}", "{\"number\":1}", "{\"number\":1}", "{\"number\":2}");
        assertThat(webhook.delivered()).isEqualTo(2);
        assertThat(webhook.failed()).isZero();
        assertThat(notices).isEmpty();
    }

    @Test
    void whatIsRefusedForGoodIsCountedAndSaidWithoutTheSecret() throws Exception {
        HttpServer server = server(n -> 404);
        Webhook webhook = webhook(server);
        send(webhook, 1);
        webhook.close();
        server.stop(0);
        assertThat(bodies).hasSize(1);
        assertThat(webhook.failed()).isEqualTo(1);
        assertThat(notices)
                .singleElement()
                .asString()
                .contains("http://127.0.0.1/", "status 404")
                .doesNotContain("secret");
    }

    @Test
    void aServerThatIsAwayNeverMakesTheSenderWait() throws Exception {
        HttpServer server = server(n -> 503);
        Webhook webhook = webhook(server);
        server.stop(0);
        long began = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            send(webhook, i);
        }
        assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
        News.until(() -> webhook.failed() > 700);
        assertThat(notices).anyMatch(notice -> notice.contains("no room"));
        webhook.close();
        News.until(() -> webhook.failed() == 1000);
        assertThat(webhook.delivered()).isZero();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String address : List.of("ftp://a/b", "file:///etc/passwd", "http:/b", "a")) {
            assertThatThrownBy(() -> new Webhook(URI.create(address), Duration.ofMillis(5), notices::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("http");
        }
    }

    @Test
    void anOutboxCountsWhatItCannotHold() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        Outbox<Integer> outbox = new Outbox<>("test", 2, Duration.ofMillis(200), one -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        outbox.add(0);
        Thread.sleep(100);
        assertThat(outbox.add(1)).isTrue();
        assertThat(outbox.add(2)).isTrue();
        assertThat(outbox.add(3)).isFalse();
        assertThat(outbox.lost()).isEqualTo(1);
        outbox.close();
        assertThat(outbox.lost()).isEqualTo(3);
    }
}
