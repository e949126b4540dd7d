package io.xvad.core;

/** Input that cannot be read: a missing, truncated, foreign or oversized file. The message names the file. */
public final class XvadDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public XvadDataException(String message) {
        super(message);
    }

    public XvadDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
