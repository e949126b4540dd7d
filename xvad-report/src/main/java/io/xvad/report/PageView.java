package io.xvad.report;

import java.util.List;

/**
 * A page as its template sees it.
 *
 * @param page what is shown
 * @param parts its sections, with their cards numbered
 */
record PageView(ReportPage page, List<Part> parts) {

    /**
     * A section.
     *
     * @param section what is shown
     * @param cards its cards, numbered
     */
    record Part(ReportPage.Section section, List<NumberedCard> cards) {}

    FlaggedImages flagged() {
        return FlaggedImages.of(
                parts.stream().flatMap(part -> part.cards.stream()).toList());
    }

    /** Whether a figure is coloured on the scale of its detector. */
    boolean hasCards() {
        return parts.stream().anyMatch(part -> !part.cards.isEmpty());
    }

    /** The colour bar of heatmaps, as a {@code data:} address. */
    String colourBar() {
        return Overlay.colourBar();
    }
}
