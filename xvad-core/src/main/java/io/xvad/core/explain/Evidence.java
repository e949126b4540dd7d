package io.xvad.core.explain;

import io.xvad.core.Cover;

/** One piece of an explanation. Implementations are immutable and thread-safe. */
public sealed interface Evidence
        permits Saliency,
                Counterfactual,
                NearestNormal,
                AttributeDeviation,
                Reason,
                Reliance,
                RuleTrace,
                Statement,
                CustomEvidence {

    /** The same, saying nothing of the places that a detector ignores. */
    default Evidence covered(Cover cover) {
        return this;
    }
}
