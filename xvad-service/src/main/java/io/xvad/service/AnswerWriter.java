package io.xvad.service;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes answers, and cuts off clients that do not read theirs in time. Thread-safe. */
final class AnswerWriter implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final Duration within;
    private final ScheduledThreadPoolExecutor clock;

    AnswerWriter(Duration within) {
        this.within = within;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "xvad-service-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Writes an answer; the exchange stays open, unless its method is HEAD.
     *
     * @throws IOException if the client is gone, or has not read it within the time
     */
    void write(HttpExchange exchange, Answer answer) throws IOException {
        Limit limit = new Limit(Thread.currentThread());
        Future<?> reached = clock.schedule(limit::reach, within.toMillis(), TimeUnit.MILLISECONDS);
        try {
            send(exchange, answer);
        } finally {
            limit.end();
            reached.cancel(false);
        }
    }

    /** In blocks, because the JDK's server keeps a buffer of twice the largest for the life of a connection. */
    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body();
        Headers headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        headers.set("Content-Type", answer.type());
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        OutputStream out = exchange.getResponseBody();
        for (int from = 0; from < body.length; from += BLOCK) {
            out.write(body, from, Math.min(BLOCK, body.length - from));
        }
        out.flush();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** Interrupts a thread that still writes, which closes the channel it writes to. */
    private static final class Limit {

        private final Thread writer;
        private boolean ended;

        Limit(Thread writer) {
            this.writer = writer;
        }

        synchronized void reach() {
            if (!ended) {
                writer.interrupt();
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}
