package io.xvad.data.preprocess;

import io.xvad.core.Image;

/** Images of one and of three channels. */
public final class Channels {

    private Channels() {}

    /** Three channels; those of a grey image are alike. */
    public static Image colour(Image image) {
        if (image.channels() == 3) {
            return image;
        }
        float[] grey = image.toArray();
        float[] values = new float[3 * grey.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(grey, 0, values, c * grey.length, grey.length);
        }
        return Image.of(image.id(), 3, image.height(), image.width(), values);
    }

    /** One channel, the mean of the three of an image of colour. */
    public static Image grey(Image image) {
        int plane = image.height() * image.width();
        float[] values = new float[plane];
        for (int i = 0; i < plane; i++) {
            values[i] = (image.buffer().get(i)
                            + image.buffer().get(plane + i)
                            + image.buffer().get(2 * plane + i))
                    / 3;
        }
        return Image.of(image.id(), 1, image.height(), image.width(), values);
    }
}
