package io.xvad.language.openai;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.xvad.language.chat.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests with the client of the JDK, keeps what a server says of when to come again, ends when its thread is interrupted, and waits for a whole answer no longer than the read
 * timeout, also where a server sends it byte by byte. Follows no redirection, which could take the key elsewhere. Thread-safe.
 */
final class TimedClient implements HttpClient {

    private static final String AUTHORIZATION = "Authorization";
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_TO = 299;
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration READ = Duration.ofMinutes(10);

    private final java.net.http.HttpClient client;
    private final Duration timeout;

    private TimedClient(Duration connect, Duration read) {
        this.timeout = read;
        this.client = java.net.http.HttpClient.newBuilder()
                .connectTimeout(connect)
                .followRedirects(Redirect.NEVER)
                .version(Version.HTTP_1_1)
                .build();
    }

    /** Builds clients. Not thread-safe. */
    static final class Builder implements HttpClientBuilder {
        private Duration connect = CONNECT;
        private Duration read = READ;

        @Override
        public Duration connectTimeout() {
            return connect;
        }

        /** Waits no longer for a connection than by default, however slow the answers may be. */
        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connect = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return read;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            read = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new TimedClient(connect, read);
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) throws HttpException {
        HttpResponse<String> response = response(request);
        if (response.statusCode() < SUCCESS_FROM || response.statusCode() > SUCCESS_TO) {
            throw new RefusedException(
                    response.statusCode(), withoutKey(response.body(), request), retryAfter(response));
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    /** What a server says, without the key that it was sent, which some repeat. */
    private static String withoutKey(String said, HttpRequest request) {
        String shown = said;
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(AUTHORIZATION)) {
                for (String value : header.getValue()) {
                    shown = shown.replace(value.substring(value.lastIndexOf(' ') + 1), "***");
                }
            }
        }
        return shown;
    }

    private HttpResponse<String> response(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> future = client.sendAsync(sent(request), BodyHandlers.ofString());
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("cancelled: the thread was interrupted");
        } catch (java.util.concurrent.TimeoutException e) {
            future.cancel(true);
            throw new TimeoutException("after " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return new TimeoutException(cause);
        } else if (cause instanceof IOException io) {
            return new UncheckedIOException(io);
        }
        return new IllegalStateException(cause);
    }

    private java.net.http.HttpRequest sent(HttpRequest request) {
        java.net.http.HttpRequest.Builder sent =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(timeout);
        request.headers().forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
        String body = request.body();
        return sent.method(
                        request.method().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3). */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(TimedClient::duration);
    }

    private static Optional<Duration> duration(String said) {
        try {
            if (said.strip().matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(said.strip())));
            }
            Duration until = Duration.between(
                    ZonedDateTime.now(ZoneOffset.UTC),
                    ZonedDateTime.parse(said.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Answers come whole. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers come whole, not as a stream");
    }
}
