package io.xvad.detectors.generalizedodin;

import io.xvad.core.Purpose;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.pretext.PretextDetector;

/**
 * Generalized ODIN (Hsu et al., 2020, "Generalized ODIN: Detecting Out-of-distribution Image without Learning from
 * Out-of-distribution Data") on a classifier that learns a pretext task without labels. Its logits are cosines divided by a
 * learned temperature (DeConf-C); the score is the negative highest cosine after a perturbation whose length is chosen on
 * normal images held out. Transformations stand for the paper's labelled classes.
 */
public final class GeneralizedOdin extends PretextDetector {

    @Override
    public String name() {
        return "generalized-odin";
    }

    @Override
    public String description() {
        return "Cosine confidence of a self-supervised classifier with a learned temperature (Hsu et al. 2020)";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        return new GeneralizedOdinNetwork(options, seed);
    }
}
