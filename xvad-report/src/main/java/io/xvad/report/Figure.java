package io.xvad.report;

/**
 * An image with a caption on a page.
 *
 * @param uri its {@code data:} address, which holds the image itself
 * @param caption what it shows
 * @param width its width on the page, in pixels
 * @param wiped whether a slider lays it over the first figure of its card
 */
public record Figure(String uri, String caption, int width, boolean wiped) {

    /** A figure that is just shown. */
    public Figure(String uri, String caption, int width) {
        this(uri, caption, width, false);
    }
}
