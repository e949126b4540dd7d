package io.xvad.service;

import java.util.Map;

/** Settings of the JDK's HTTP server, which are those of a process and read once. */
final class HttpServerDefaults {

    /**
     * Head and body of an answer go out without waiting for each other; who sends a request for more than a minute is cut off; the end of
     * an answer does not wait for the rest of a body; and connections beyond a number are closed unheard.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "60",
            "sun.net.httpserver.drainAmount", "0",
            "jdk.httpserver.maxConnections", "1000");

    private HttpServerDefaults() {}

    /** Sets those that nobody has set. */
    static void set() {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
