package io.xvad.data.synthetic;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Channels;

/**
 * A plain figure of a person, seen from the front: head, hands, upper body, arms and legs as ellipses of one colour each. It is no person, and shows nothing but the colours of skin and clothing. Immutable.
 *
 * @param x column of its middle, in pixels
 * @param feet row of its feet
 * @param height of the figure in pixels, above 0
 * @param skin which of {@link #SKINS} tones, from 0, the lightest
 * @param clothing which of {@link #CLOTHES} colours, from 0
 */
public record Figure(double x, double feet, double height, int skin, int clothing) {

    private static final int[] TONES = {
        0xf6ede4, 0xf3e7db, 0xf7ead0, 0xeadaba, 0xd7bd96, 0xa07e56, 0x825c43, 0x604134, 0x3a312a, 0x292420
    };
    private static final int[] COLOURS = {0xb03030, 0x3060b0, 0x2f8f4f, 0xd0a020, 0x7a3f9a, 0x303030, 0xe8e8e8, 0xd06a9a
    };
    private static final int TROUSERS = 0x454a55;

    /** Tones of skin there are: the ten of the Monk Skin Tone scale, from light to dark. */
    public static final int SKINS = TONES.length;

    /** Colours of clothing there are. */
    public static final int CLOTHES = COLOURS.length;

    public Figure {
        if (!(height > 0) || skin < 0 || skin >= SKINS || clothing < 0 || clothing >= CLOTHES) {
            throw new IllegalArgumentException("a figure needs a height above 0, a skin below " + SKINS
                    + " and clothing below " + CLOTHES + ", got " + height + ", " + skin + ", " + clothing);
        }
    }

    /** The same with another tone of skin. */
    public Figure withSkin(int other) {
        return new Figure(x, feet, height, other, clothing);
    }

    /** The same with clothing of another colour. */
    public Figure withClothing(int other) {
        return new Figure(x, feet, height, skin, other);
    }

    /** The same, moved by some columns. */
    public Figure moved(double columns) {
        return new Figure(x + columns, feet, height, skin, clothing);
    }

    /** The image with this figure in it, in colour; what lies outside of the image is cut off. */
    public Image in(Image scene) {
        Image colour = Channels.colour(scene);
        float[] values = colour.toArray();
        int skinColour = TONES[skin];
        int clothes = COLOURS[clothing];
        for (int side = -1; side <= 1; side += 2) {
            ellipse(values, colour, 0.09 * side, 0.25, 0.075, 0.25, TROUSERS);
            ellipse(values, colour, 0.19 * side, 0.61, 0.05, 0.17, clothes);
            ellipse(values, colour, 0.2 * side, 0.43, 0.04, 0.045, skinColour);
        }
        ellipse(values, colour, 0, 0.62, 0.16, 0.22, clothes);
        ellipse(values, colour, 0, 0.91, 0.075, 0.095, skinColour);
        return Image.of(scene.id(), 3, colour.height(), colour.width(), values);
    }

    /** An ellipse by its centre and half axes, in heights of the figure, to the right of its middle and above its feet; its rim is a pixel soft. */
    private void ellipse(
            float[] values, Image image, double right, double up, double halfWidth, double halfHeight, int rgb) {
        double centreX = x + right * height;
        double centreY = feet - up * height;
        double a = Math.max(0.5, halfWidth * height);
        double b = Math.max(0.5, halfHeight * height);
        int top = (int) Math.max(0, Math.floor(centreY - b - 1));
        int bottom = (int) Math.min(image.height() - 1, Math.ceil(centreY + b + 1));
        int left = (int) Math.max(0, Math.floor(centreX - a - 1));
        int last = (int) Math.min(image.width() - 1, Math.ceil(centreX + a + 1));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= last; column++) {
                double distance = Math.hypot((column - centreX) / a, (row - centreY) / b);
                float cover = (float) Math.max(0, Math.min(1, (1 - distance) * Math.min(a, b) + 0.5));
                blend(values, image, row * image.width() + column, cover, rgb);
            }
        }
    }

    private static void blend(float[] values, Image image, int pixel, float cover, int rgb) {
        int size = image.height() * image.width();
        for (int channel = 0; channel < 3; channel++) {
            float colour = (rgb >> 8 * (2 - channel) & 0xff) / 255f;
            int i = channel * size + pixel;
            values[i] += cover * (colour - values[i]);
        }
    }
}
