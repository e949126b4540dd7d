package io.xvad.service;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request as the endpoints see it.
 *
 * @param id the one that its sender gave in {@code X-Request-Id}, if it is a plain word, else a new one
 * @param segments of the path, decoded
 */
record Request(String id, String method, List<String> segments, HttpExchange exchange, RequestBody body) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /**
     * Reads the path.
     *
     * @throws Problem if the path is not encoded as it should be
     */
    static Request of(HttpExchange exchange, RequestBody body, String id) {
        return new Request(id, exchange.getRequestMethod(), segments(exchange), exchange, body);
    }

    /** The id that a request brings, or a new one. */
    static String id(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Request-Id"))
                .filter(given -> PLAIN.matcher(given).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static List<String> segments(HttpExchange exchange) {
        List<String> segments = new ArrayList<>();
        for (String segment :
                String.valueOf(exchange.getRequestURI().getRawPath()).split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment.replace("+", "%2B")));
            }
        }
        return segments;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("the address is not encoded as it should be");
        }
    }

    /** A header; empty if there is none. */
    String header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    /**
     * The parameters of the query.
     *
     * @throws Problem if one is not among those allowed, or is given twice
     */
    Map<String, String> query(Collection<String> allowed) {
        Map<String, String> values = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!allowed.contains(name)) {
                throw Problem.badRequest("there is no parameter '" + name + "' here"
                        + (allowed.isEmpty() ? "" : ", but " + String.join(", ", allowed)));
            }
            if (values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw Problem.badRequest("parameter '" + name + "' is given twice");
            }
        }
        return values;
    }
}
