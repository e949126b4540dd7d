package io.xvad.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of what is served, as OpenAPI 3.1. */
final class OpenApi {

    private OpenApi() {}

    static Answer document(Request request) {
        return Answer.of(200, "application/json", bytes());
    }

    static byte[] bytes() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing beside the classes of this service");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
