package io.xvad.language.chat;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server, as its user names it.
 *
 * @param url where it answers, with the path of its protocol, for example {@code http://127.0.0.1:11434/v1}
 * @param model the model that is to answer, by the server's name for it
 * @param key what the server asks for, if anything
 * @param timeout the longest that one answer may take
 */
public record Endpoint(URI url, String model, Optional<Secret> key, Duration timeout) {

    private static final String FORM =
            "an endpoint is a URL with a scheme and a host, as http://127.0.0.1:11434/v1; this one is not, and is not shown since it may hold a password";

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    public Endpoint {
        if (url.getScheme() == null || url.getHost() == null) {
            throw new IllegalArgumentException(FORM);
        }
        if (url.getUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "an endpoint holds no user, password, query or fragment; give the key in an"
                            + " environment variable or a file");
        }
    }

    /**
     * The URL that a text is.
     *
     * @throws IllegalArgumentException if it is none; the message does not show it, since it may hold a password
     */
    public static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(FORM);
        }
    }

    /** Whether it is reached over HTTP; one of a program's own scheme is the program's business. */
    public boolean isOfTheWeb() {
        return url.getScheme().equalsIgnoreCase("http") || url.getScheme().equalsIgnoreCase("https");
    }

    /** Whether it is on this machine. */
    public boolean isLocal() {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }

    /** Where it answers, for messages: no more than scheme, host, port and path. */
    public String where() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getPath() == null ? "" : url.getPath();
        return url.getScheme() + "://" + url.getHost() + port + path;
    }
}
