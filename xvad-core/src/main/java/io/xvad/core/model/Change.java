package io.xvad.core.model;

import java.time.LocalDate;

/**
 * Something that was done to a model after it was fitted. It names no sample, so that what was forgotten is not remembered here.
 *
 * @param kind what was done
 * @param date when
 * @param samples how many samples were learned or forgotten
 * @param effect what holds of the model since: that it equals a fit on what it has learned from, or how far it may differ
 */
public record Change(Kind kind, LocalDate date, int samples, String effect) {

    /** What can be done to a fitted model. */
    public enum Kind {
        /** It learned more normal samples. */
        LEARNED_MORE,
        /** It forgot samples that it had learned. */
        FORGOT
    }

    /** What holds where a change is as good as a new fit. */
    public static final String EXACT = "scores as a fit on all that it has learned from, but for rounding";
}
