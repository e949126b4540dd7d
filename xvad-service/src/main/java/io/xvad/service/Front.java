package io.xvad.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
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
    private static final int MOST_DROPPING = 4;

    private final Routes routes;
    private final Admission admission;
    private final ServiceOptions options;
    private final ServiceMetrics metrics;
    private final AnswerWriter writer;
    private final Semaphore dropping = new Semaphore(MOST_DROPPING);

    Front(Routes routes, Admission admission, ServiceOptions options, ServiceMetrics metrics, AnswerWriter writer) {
        this.routes = routes;
        this.admission = admission;
        this.options = options;
        this.metrics = metrics;
        this.writer = writer;
    }

    /** What breaks a connection is thrown, so that the server forgets the connection. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            handle(new Handling(exchange));
        }
    }

    private static void handle(Handling handling) throws IOException {
        try {
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
        private final RequestBody body;
        private final String id;
        private String route = NOWHERE;
        private int status;
        private int bytesOut;

        Handling(HttpExchange exchange) throws IOException {
            this.exchange = exchange;
            this.body = RequestBody.of(exchange);
            this.id = Request.id(exchange);
        }

        /** The answer is sent, and the place free, before the rest of a body is waited for. */
        void run() throws IOException {
            try {
                Request request = Request.of(exchange, body, id);
                Route found = routes.of(request);
                route = found.template();
                authorise(request, found);
                answer(request, found);
            } catch (Problem problem) {
                send(problem.answer(id));
            }
            dropBody();
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
            status = answer.status();
            bytesOut = answer.body().length;
            Headers headers = exchange.getResponseHeaders();
            headers.set("X-Request-Id", id);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Cache-Control", "no-store");
            if (!body.ended()) {
                headers.set("Connection", "close");
            }
            writer.write(exchange, answer);
        }

        /**
         * Who is still sending when the connection is closed does not hear the answer, and so is listened to for a while; but only few
         * are, so that the others of the threads are free.
         */
        private void dropBody() throws IOException {
            if (!body.ended() && dropping.tryAcquire()) {
                try {
                    body.drop(2L * options.maxBytes());
                } finally {
                    dropping.release();
                }
            }
        }

        private void account() {
            Duration time = Duration.ofNanos(System.nanoTime() - began);
            long bytesIn = Math.max(0, body.declared().orElse(0));
            metrics.answered(route, status, bytesIn, time);
            REQUESTS.info(
                    "{} {} {} {} bytes in, {} bytes out, {} ms", id, route, status, bytesIn, bytesOut, time.toMillis());
        }
    }
}
