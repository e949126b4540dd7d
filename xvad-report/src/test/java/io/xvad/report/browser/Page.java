package io.xvad.report.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A page in a browser. */
final class Page {

    private static final long WAIT = 15_000_000_000L;
    private static final long PAUSE = 10_000_000L;
    private static final Map<String, Integer> CODES =
            Map.of("ArrowLeft", 37, "ArrowRight", 39, "End", 35, "Home", 36, "Tab", 9, "Enter", 13);

    private final DevTools tools;
    private final String session;

    private Page(DevTools tools, String session) {
        this.tools = tools;
        this.session = session;
    }

    static Page open(DevTools tools, URI address, int width, int height) {
        String target = tools.send(
                        "", "Target.createTarget", DevTools.parameters().put("url", "about:blank"))
                .get("targetId")
                .asText();
        String session = tools.send(
                        "",
                        "Target.attachToTarget",
                        DevTools.parameters().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        Page page = new Page(tools, session);
        List.of("Page.enable", "Runtime.enable", "Log.enable", "Network.enable")
                .forEach(method -> page.send(method, DevTools.parameters()));
        page.send(
                "Emulation.setDeviceMetricsOverride",
                DevTools.parameters()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
        page.send("Page.navigate", DevTools.parameters().put("url", address.toString()));
        page.await(() -> page.has("Page.loadEventFired"), "it is loaded");
        return page;
    }

    private JsonNode send(String method, ObjectNode parameters) {
        return tools.send(session, method, parameters);
    }

    private boolean has(String method) {
        return !events(method).isEmpty();
    }

    private List<JsonNode> events(String method) {
        return tools.events(session).stream()
                .filter(event -> event.get("method").asText().equals(method))
                .map(event -> event.get("params"))
                .toList();
    }

    /** The addresses of everything that it asked for. */
    List<String> requests() {
        return events("Network.requestWillBeSent").stream()
                .map(event -> event.at("/request/url").asText())
                .toList();
    }

    /** Errors of its scripts, and what was written to the console as errors or warnings. */
    List<String> complaints() {
        return tools.events(session).stream()
                .filter(Page::complains)
                .map(JsonNode::toString)
                .toList();
    }

    private static boolean complains(JsonNode event) {
        String level = event.at("/params/entry/level").asText()
                + event.at("/params/type").asText();
        return switch (event.get("method").asText()) {
            case "Runtime.exceptionThrown" -> true;
            case "Log.entryAdded", "Runtime.consoleAPICalled" -> level.matches("error|warning|assert");
            default -> false;
        };
    }

    /** What an expression of JavaScript gives: a number, a text or a truth value. */
    JsonNode value(String expression) {
        JsonNode result = send(
                "Runtime.evaluate",
                DevTools.parameters().put("expression", expression).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** Waits until an expression of JavaScript is true. */
    void await(String expression) {
        await(() -> value(expression).asBoolean(), expression);
    }

    private void await(BooleanSupplier condition, String what) {
        long limit = System.nanoTime() + WAIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("waited in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Presses a key, as a person would. */
    void press(String key) {
        boolean types = key.equals("Enter");
        for (String type : List.of(types ? "keyDown" : "rawKeyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    DevTools.parameters()
                            .put("type", type)
                            .put("key", key)
                            .put("code", key)
                            .put("text", types ? "\r" : "")
                            .put("windowsVirtualKeyCode", CODES.get(key)));
        }
    }

    /** Clicks into an element, at a share of the width and in the middle of the height of its first line. */
    void click(String selector, double share) {
        String element = "document.querySelector('" + selector + "')";
        value(element + ".scrollIntoView({block: 'center', behavior: 'instant'})");
        String box = element + ".getClientRects()[0]";
        double x = value(String.format(Locale.ROOT, "%s.left + %f * %s.width", box, share, box))
                .asDouble();
        double y = value(box + ".top + " + box + ".height / 2").asDouble();
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    DevTools.parameters()
                            .put("type", type)
                            .put("x", x)
                            .put("y", y)
                            .put("button", "left")
                            .put("clickCount", 1));
        }
    }
}
