package io.xvad.evaluation.drift;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.data.preprocess.GaussianBlur;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes that a process may go through, made on an image. */
enum ChangedImage {
    /** No change. */
    NONE {
        @Override
        Image of(Image image, SplittableRandom random) {
            return image;
        }
    },
    /** A tenth more light. */
    BRIGHTER {
        @Override
        Image of(Image image, SplittableRandom random) {
            return lit(image, 1.1);
        }
    },
    /** A tenth less light. */
    DARKER {
        @Override
        Image of(Image image, SplittableRandom random) {
            return lit(image, 0.9);
        }
    },
    /** A Gaussian blur with a standard deviation of a pixel. */
    DEFOCUSED {
        @Override
        Image of(Image image, SplittableRandom random) {
            return blurred(image, 1);
        }
    },
    /** Gaussian noise with a standard deviation of 3 of 255 levels. */
    NOISY {
        @Override
        Image of(Image image, SplittableRandom random) {
            float[] values = image.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = clamped(values[i] + 3.0 / 255 * random.nextGaussian());
            }
            return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
        }
    },
    /** Moved to the right by a twenty-fifth of the width. */
    SHIFTED {
        @Override
        Image of(Image image, SplittableRandom random) {
            return image;
        }

        @Override
        int right(Image image) {
            return image.width() / 25;
        }
    };

    /** The image after the change, of one that was framed before. */
    abstract Image of(Image image, SplittableRandom random);

    /** Pixels by which it moves what is framed. */
    int right(Image image) {
        return 0;
    }

    private static float clamped(double value) {
        return (float) Math.max(0, Math.min(1, value));
    }

    static Image lit(Image image, double gain) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = clamped(values[i] * gain);
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static Image blurred(Image image, double sigma) {
        float[] values = image.toArray();
        int plane = image.height() * image.width();
        GaussianBlur blur = new GaussianBlur(sigma);
        for (int c = 0; c < image.channels(); c++) {
            float[] one = Arrays.copyOfRange(values, c * plane, (c + 1) * plane);
            float[] soft = blur.apply(one, image.height(), image.width());
            for (int i = 0; i < plane; i++) {
                values[c * plane + i] = clamped(soft[i]);
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    /** The middle nine tenths of each side, or what lies beside it to the left and above, so that the object moves to the right and down. */
    static Image framed(Image image, int right, int down) {
        int height = image.height() * 9 / 10;
        int width = image.width() * 9 / 10;
        int y = Math.max(0, Math.min(image.height() - height, (image.height() - height) / 2 - down));
        int x = Math.max(0, Math.min(image.width() - width, (image.width() - width) / 2 - right));
        return image.crop(new Box(x, y, width, height));
    }

    static Image mirrored(Image image) {
        float[] values = new float[image.channels() * image.height() * image.width()];
        int at = 0;
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    values[at++] = image.at(c, y, image.width() - 1 - x);
                }
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }
}
