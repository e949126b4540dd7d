package io.xvad.report;

/**
 * A card and its place on a page.
 *
 * @param anchor its name in addresses
 * @param card the card
 */
record NumberedCard(String anchor, ImageCard card) {}
