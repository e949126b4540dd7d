package io.xvad.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request, lets its route answer, and sends the answer. What is logged of a request is its id, route, status, sizes and
 * time. Thread-safe.
 */
final class Front implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final Logger REQUESTS = LoggerFactory.getLogger("io.xvad.service.requests");
    private static final String NOWHERE = "none";
    private static final int BLOCK = 1 << 14;

    private final Routes routes;
    private final Admission admission;
    private final ServiceOptions options;
    private final ServiceMetrics metrics;
    private final AnswerWriter writer;

    Front(
            Routes routes,
            Admission admission,
            ServiceOptions options,
            ServiceMetrics metrics,
            AnswerWriter writer) {
        this.routes = routes;
        this.admission = admission;
        this.options = options;
        this.metrics = metrics;
        this.writer = writer;
    }

    /** What breaks a connection is thrown, so that the server forgets the connection. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Handling handling = new Handling(exchange);
        try (exchange) {
            handling.run();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{}: the connection broke: {}", handling.id, e.toString());
            throw e;
        } finally {
            handling.account();
        }
    }

    /** One request on its way. */
    private final class Handling {

        private final long began = System.nanoTime();
        private final HttpExchange exchange;
        private final String id;
        private String route = NOWHERE;
        private int status;
        private int bytesOut;

        Handling(HttpExchange exchange) {
            this.exchange = exchange;
            this.id = Request.id(exchange);
        }

        void run() throws IOException {
            try {
                Request request = Request.of(exchange, id);
                Route found = routes.of(request);
                route = found.template();
                authorise(request, found);
                answer(request, found);
            } catch (Problem problem) {
                send(problem.answer(id));
            }
        }

        private void authorise(Request request, Route found) {
            Optional<BearerToken> token = options.token();
            if (!found.open() && token.isPresent() && !token.get().isIn(request.header("Authorization"))) {
                throw Problem.unauthorized();
            }
        }

        /** A place is held until the answer is sent, so that a service that stops sends what it has begun. */
        private void answer(Request request, Route found) throws IOException {
            if (found.endpoint() instanceof Route.Working working) {
                try (Admission.Place place = admission.enter()) {
                    send(guarded(() -> working.answer(
                            request, found.match(request.segments()).orElseThrow(), place)));
                }
            } else if (found.endpoint() instanceof Route.Quick quick) {
                send(guarded(() -> quick.answer(request)));
            }
        }

        /** Whatever else is thrown is a failure of the service, of which a sender learns no more than its id. */
        private Answer guarded(Supplier<Answer> work) {
            try {
                return work.get();
            } catch (UncheckedIOException e) {
                throw e;
            } catch (Problem problem) {
                return problem.answer(id);
            } catch (CancellationException e) {
                return Problem.unavailable("the service is stopping").answer(id);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("{}: failed", id, e);
                return Problem.internal().answer(id);
            }
        }

        private void send(Answer answer) throws IOException {
            discardBody();
            status = answer.status();
            bytesOut = answer.body().length;
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Request-Id", id);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cache-Control", "no-store");
            writer.write(exchange, answer);
        }

        /** Who is still sending does not hear an answer; but nobody is listened to without end. */
        private void discardBody() throws IOException {
            InputStream body = exchange.getRequestBody();
            byte[] block = new byte[BLOCK];
            long left = 2L * options.maxBytes();
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = body.read(block);
            }
        }

        private void account() {
            Duration time = Duration.ofNanos(System.nanoTime() - began);
            long bytesIn = declared();
            metrics.answered(route, status, bytesIn, time);
            REQUESTS.info(
                    "{} {} {} {} bytes in, {} bytes out, {} ms", id, route, status, bytesIn, bytesOut, time.toMillis());
        }

        private long declared() {
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            try {
                return length == null ? 0 : Math.max(0, Long.parseLong(length.strip()));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
