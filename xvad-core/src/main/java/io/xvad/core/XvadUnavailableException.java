package io.xvad.core;

/** A service that exists but cannot run here, with the dependency to add. */
public final class XvadUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public XvadUnavailableException(String message) {
        super(message);
    }

    public XvadUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
