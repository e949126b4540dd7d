package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.Image;

/** An image in which a growing share of pixels is exchanged for those of another. */
final class PixelExchange {

    private final Image from;
    private final float[] fromValues;
    private final float[] toValues;
    private final int[] order;

    PixelExchange(Image from, Image to, int[] order) {
        if (from.channels() != to.channels() || from.height() != to.height() || from.width() != to.width()) {
            throw new IllegalArgumentException("baseline must have the shape of the image, got " + from + " and " + to);
        }
        if (order.length != from.height() * from.width()) {
            throw new IllegalArgumentException(
                    "saliency must have the geometry of " + from + ", got " + order.length + " values");
        }
        this.from = from;
        this.fromValues = from.toArray();
        this.toValues = to.toArray();
        this.order = order;
    }

    /** The image with the first {@code share} of the order exchanged. */
    Image exchanged(double share) {
        float[] values = fromValues.clone();
        int count = (int) Math.round(share * order.length);
        for (int i = 0; i < count; i++) {
            for (int at = order[i]; at < values.length; at += order.length) {
                values[at] = toValues[at];
            }
        }
        return Image.of(from.id(), from.channels(), from.height(), from.width(), values);
    }
}
