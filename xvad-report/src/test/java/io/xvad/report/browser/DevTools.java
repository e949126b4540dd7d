package io.xvad.report.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends commands of the Chrome DevTools protocol over a web socket and keeps the events that come back. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

    private static final int SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    static DevTools connect(URI address) {
        DevTools tools = new DevTools();
        tools.socket.complete(HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, tools)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join());
        return tools;
    }

    static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    /**
     * Sends a command and waits for its result.
     *
     * @param session of the page; empty for the browser itself
     */
    JsonNode send(String session, String method, ObjectNode parameters) {
        int id = last.incrementAndGet();
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", parameters);
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.join().sendText(command.toString(), true).join();
        JsonNode result = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (result.has("error")) {
            throw new IllegalStateException(method + ": " + result.get("error"));
        }
        return result.get("result");
    }

    /** The events of a page so far. */
    List<JsonNode> events(String session) {
        return events.stream()
                .filter(event -> event.path("sessionId").asText().equals(session))
                .toList();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
        message.append(part);
        if (whole) {
            String text = message.toString();
            message.setLength(0);
            received(text);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void received(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.has("id")) {
                waiting.remove(json.get("id").asInt()).complete(json);
            } else {
                events.add(json);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.join().abort();
    }
}
