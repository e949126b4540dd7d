package io.xvad.video.detectors.dor;

/** Names of the values of the trained network, which are known without ND4J. */
final class OrdinalOutputs {

    /** The frozen features, shape (frames, channels, rows, columns). */
    static final String FEATURES = "features";

    /** The score f(x), shape (frames, 1). */
    static final String SCORE = "score";

    /** What the trained convolution gives, shape (frames, channels, rows, columns). */
    static final String ACTIVATION = "activation";

    /** The hidden layer, shape (frames, units). */
    static final String HIDDEN = "hidden";

    /** Name of the weights from the pooled channels to the hidden layer, shape (channels, units). */
    static final String HIDDEN_WEIGHTS = "fully-connected";

    /** Name of the weights from the hidden layer to the score, shape (units, 1). */
    static final String SCORE_WEIGHTS = "ordinal";

    static final String[] ALL = {SCORE, ACTIVATION, HIDDEN};

    private OrdinalOutputs() {}
}
