package io.xvad.core;

/** A model file that is broken, foreign, of an unknown version, or whose detector is missing. */
public final class XvadModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public XvadModelException(String message) {
        super(message);
    }

    public XvadModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
