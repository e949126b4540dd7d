package io.xvad.core;

/**
 * A file in the way: input that cannot be read, as a missing, truncated, foreign or oversized file, or output that cannot be
 * written, as to a full disk. The message names the file.
 */
public final class XvadDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public XvadDataException(String message) {
        super(message);
    }

    public XvadDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
