package io.xvad.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is sent back. */
final class Answer {

    private final int status;
    private final String type;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, String type, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.type = type;
        this.body = body;
        this.headers = headers;
    }

    static Answer json(String text) {
        return of(200, "application/json", text);
    }

    static Answer of(int status, String type, String text) {
        return of(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the array. */
    static Answer of(int status, String type, byte[] body) {
        return new Answer(status, type, body, Map.of());
    }

    Answer with(Map<String, String> newHeaders) {
        return new Answer(status, type, body, newHeaders);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    /** The array itself. */
    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
