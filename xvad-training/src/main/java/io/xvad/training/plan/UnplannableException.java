package io.xvad.training.plan;

/** Says that a graph has operations that a static plan cannot run; SameDiff itself still can. */
final class UnplannableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnplannableException(String message) {
        super(message);
    }
}
