package io.xvad.report;

/**
 * An image with a caption on a page.
 *
 * @param uri its {@code data:} address, which holds the image itself
 * @param caption what it shows
 * @param width its width on the page, in pixels
 */
public record Figure(String uri, String caption, int width) {}
