package io.xvad.training.layers;

import org.nd4j.autodiff.samediff.SDVariable;

/** Smooth rectifiers. */
public final class Activations {

    private Activations() {}

    /** GELU (Hendrycks and Gimpel 2016) by the error function: {@code x (1 + erf(x / sqrt(2))) / 2}. */
    public static SDVariable gelu(SDVariable x) {
        SDVariable erf = x.getSameDiff().math().erf(x.mul(1 / Math.sqrt(2)));
        return x.mul(erf.add(1)).mul(0.5);
    }

    /** SiLU, also known as swish: {@code x sigmoid(x)}. */
    public static SDVariable silu(SDVariable x) {
        return x.mul(x.getSameDiff().nn().sigmoid(x));
    }
}
