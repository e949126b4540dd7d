package io.xvad.data.label;

/** One annotation of an image: paints the pixels that it marks. */
@FunctionalInterface
interface Marking {

    void paint(MaskCanvas canvas);
}
