package io.xvad.report;

import java.util.List;
import java.util.Locale;

/**
 * How many images of a page were flagged, and which of them without a reason that can be seen.
 *
 * @param flagged images that were flagged and of which reasons were asked
 * @param withoutReason those of which nothing that can be seen was named, in the order of the page
 */
record FlaggedImages(int flagged, List<NumberedCard> withoutReason) {

    static FlaggedImages of(List<NumberedCard> cards) {
        return new FlaggedImages(
                (int) cards.stream()
                        .filter(one -> one.card().account().reasoning() != Account.Reasoning.NOT_ASKED)
                        .count(),
                cards.stream()
                        .filter(one -> one.card().account().reasoning() == Account.Reasoning.NO_VISIBLE_REASON)
                        .toList());
    }

    boolean any() {
        return flagged > 0;
    }

    /** In one sentence; empty if none was flagged. */
    String words() {
        if (flagged == 0) {
            return "";
        }
        int none = withoutReason.size();
        if (none == 0) {
            return flagged == 1
                    ? "The flagged image has a visible reason."
                    : String.format(Locale.ROOT, "All %d flagged images have a visible reason.", flagged);
        }
        return String.format(
                Locale.ROOT,
                "%d of %d flagged images %s no visible reason.",
                none,
                flagged,
                none == 1 ? "has" : "have");
    }
}
