package io.xvad.evaluation.randomised;

/** The bytes are no protocol buffer. */
final class NotProtoException extends Exception {

    private static final long serialVersionUID = 1;

    NotProtoException(String message) {
        super(message);
    }
}
