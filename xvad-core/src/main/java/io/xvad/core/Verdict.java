package io.xvad.core;

import java.util.OptionalDouble;

/**
 * A decision and what it rests on.
 *
 * @param decision the decision
 * @param pValue probability, in (0, 1], of a score at least this high among normal samples; empty where the
 *     calibration gives none
 * @param threshold scores strictly above it are anomalous; empty when undecided; may be positive infinity where too
 *     few normal samples were held out to decide at the wanted false-alarm rate
 */
public record Verdict(Decision decision, OptionalDouble pValue, OptionalDouble threshold) {

    /** The verdict of a detector that was not calibrated. */
    public static final Verdict UNDECIDED =
            new Verdict(Decision.UNDECIDED, OptionalDouble.empty(), OptionalDouble.empty());
}
