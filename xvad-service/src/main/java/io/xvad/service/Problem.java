package io.xvad.service;

import io.xvad.core.json.JsonText;
import java.util.Collection;
import java.util.Map;

/** Why a request gets no result, as an answer of RFC 9457. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String RETRY_AFTER = "1";

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;

    private Problem(int status, String title, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.headers = headers;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad Request", detail, Map.of());
    }

    static Problem unauthorized() {
        return new Problem(
                401,
                "Unauthorized",
                "this service needs its token: Authorization: Bearer TOKEN",
                Map.of("WWW-Authenticate", "Bearer"));
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not Found", detail, Map.of());
    }

    static Problem wrongMethod(String method, Collection<String> allowed) {
        String allow = String.join(", ", allowed);
        return new Problem(
                405, "Method Not Allowed", method + " is not possible here, but " + allow, Map.of("Allow", allow));
    }

    static Problem notAcceptable(Collection<String> types) {
        return new Problem(406, "Not Acceptable", "this gives " + String.join(" or ", types), Map.of());
    }

    static Problem tooLarge(String detail) {
        return new Problem(413, "Content Too Large", detail, Map.of());
    }

    static Problem wrongType(String detail) {
        return new Problem(415, "Unsupported Media Type", detail, Map.of());
    }

    static Problem unprocessable(String detail) {
        return new Problem(422, "Unprocessable Content", detail, Map.of());
    }

    static Problem internal() {
        return new Problem(500, "Internal Server Error", "this failed; the log of the service says more", Map.of());
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "Service Unavailable", detail, Map.of("Retry-After", RETRY_AFTER));
    }

    Answer answer(String requestId) {
        String json = JsonText.of(out -> {
            out.writeStartObject();
            out.writeStringField("type", "about:blank");
            out.writeStringField("title", title);
            out.writeNumberField("status", status);
            out.writeStringField("detail", getMessage());
            out.writeStringField("requestId", requestId);
            out.writeEndObject();
        });
        return Answer.of(status, "application/problem+json", json).with(headers);
    }
}
