package io.xvad.generative.gan;

import org.nd4j.autodiff.samediff.SDVariable;

/** The cross-entropy of what a discriminator says (Goodfellow et al. 2014), from its logits, as a mean over what it sees. */
public final class AdversarialLoss {

    private AdversarialLoss() {}

    /** {@code -log D}: small where it takes what it sees for real; also what a generator wants of what it made. */
    public static SDVariable real(SDVariable logits) {
        return logits.getSameDiff().nn().softplus(logits.neg()).mean();
    }

    /** {@code -log(1 - D)}: small where it takes what it sees for made. */
    public static SDVariable made(SDVariable logits) {
        return logits.getSameDiff().nn().softplus(logits).mean();
    }
}
