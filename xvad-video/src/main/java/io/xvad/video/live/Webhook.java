package io.xvad.video.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Sends JSON to an address by HTTP POST, one after the other, on a thread of its own. What is not accepted is tried again, up to five
 * times, with pauses that grow; what an address refuses for good (a status from 400 to 499 but 408 and 429) is not. At most 256 wait.
 * What could not be delivered is counted and said. Its text never shows more of the address than the host. Thread-safe.
 */
public final class Webhook implements AutoCloseable {

    private static final int ROOM = 256;
    private static final int TRIES = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final URI address;
    private final Duration pause;
    private final Consumer<String> notices;
    private final HttpClient client;
    private final Outbox<JsonNode> outbox;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * Sends to an address; nothing is sent yet.
     *
     * @param address of http or https
     * @param pause before the second try; each is twice as long as the one before
     * @param notices hears what could not be delivered, a sentence each without its full stop
     * @throws IllegalArgumentException if it is no such address
     */
    public Webhook(URI address, Duration pause, Consumer<String> notices) {
        this.address = requireHttp(address);
        this.pause = pause;
        this.notices = notices;
        this.client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.outbox = new Outbox<>("xvad-webhook", ROOM, PATIENCE, this::deliver);
    }

    private static URI requireHttp(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException("a webhook must be an address of http or https with a host");
        }
        return address;
    }

    /** Sends a node, sooner or later; returns at once. */
    public void send(JsonNode node) {
        if (!outbox.add(node)) {
            notices.accept("no room for more news of events: " + this + " is too slow");
        }
    }

    private void deliver(JsonNode node) {
        byte[] body = node.toString().getBytes(StandardCharsets.UTF_8);
        Optional<String> problem = Optional.empty();
        long millis = pause.toMillis();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Answer answer = attempt(body);
            if (answer.problem().isEmpty()) {
                delivered.incrementAndGet();
                return;
            }
            problem = answer.problem();
            boolean last = attempt == TRIES || answer.forGood();
            if (last || !slept(millis)) {
                break;
            }
            millis *= 2;
        }
        failed.incrementAndGet();
        notices.accept(this + " did not take news of an event: " + problem.orElse(""));
    }

    private static boolean slept(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What came of a try: nothing wrong, or what, and whether another try is of no use. */
    private record Answer(Optional<String> problem, boolean forGood) {}

    private Answer attempt(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= OK && status < REDIRECTED) {
                return new Answer(Optional.empty(), true);
            }
            boolean refused = status >= REDIRECTED && status < SERVER_ERROR;
            boolean later = status == REQUEST_TIMEOUT || status == TOO_MANY;
            return new Answer(Optional.of("status " + status), refused && !later);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Answer(Optional.of(why), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Optional.of("stopped"), true);
        }
    }

    /** How many were delivered. */
    public long delivered() {
        return delivered.get();
    }

    /** How many were not, after all tries, or because there was no room. */
    public long failed() {
        return failed.get() + outbox.lost();
    }

    /** The scheme and the host; what follows may be secret. */
    @Override
    public String toString() {
        return address.getScheme() + "://" + address.getHost() + "/…";
    }

    /** Waits five seconds at most for what is still to be delivered. */
    @Override
    public void close() {
        outbox.close();
    }
}
