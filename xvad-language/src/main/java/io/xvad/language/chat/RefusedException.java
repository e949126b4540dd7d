package io.xvad.language.chat;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.util.Optional;

/** A server's answer that is no success, with the time after which it wants to be asked again. */
public final class RefusedException extends HttpException {

    private static final long serialVersionUID = 1L;

    private final Optional<Duration> retryAfter;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param message what the server says
     * @param retryAfter what its header {@code Retry-After} says, if it has one
     */
    public RefusedException(int status, String message, Optional<Duration> retryAfter) {
        super(status, message);
        this.retryAfter = retryAfter;
    }

    /** The time after which the server wants to be asked again, if it says so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
