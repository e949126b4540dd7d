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

    /**
     * The error of a model of an earlier version, which cannot be read because the detector has another network now.
     *
     * @param detector name of the detector
     */
    public static XvadModelException ofAnotherNetwork(String detector) {
        return new XvadModelException(
                "the model is of a version whose '" + detector + "' had another network; fit it again");
    }
}
