package io.xvad.language.chat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server, as its user names it.
 *
 * @param url where it answers, with the path of its protocol, for example {@code http://127.0.0.1:11434/v1}
 * @param model the model that is to answer, by the server's name for it
 * @param key what the server asks for, if anything
 * @param timeout the longest that one answer may take
 */
public record Endpoint(URI url, String model, Optional<Secret> key, Duration timeout) {

    public Endpoint {
        if (url.getScheme() == null || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "an endpoint needs a scheme and a host, as http://127.0.0.1:11434/v1, got '" + shown(url) + "'");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "an endpoint holds no user and no password; give the key in an environment variable or a file");
        }
    }

    private static String shown(URI url) {
        return url.getUserInfo() == null ? url.toString() : "...";
    }

    /** Where it answers, for messages: no more than scheme, host, port and path. */
    public String where() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getPath() == null ? "" : url.getPath();
        return url.getScheme() + "://" + url.getHost() + port + path;
    }
}
