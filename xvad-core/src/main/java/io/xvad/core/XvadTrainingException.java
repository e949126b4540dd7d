package io.xvad.core;

/** Training went wrong, for example because the loss is no longer a number; the message says when and what to try. */
public final class XvadTrainingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public XvadTrainingException(String message) {
        super(message);
    }
}
