package io.xvad.video.detectors.objects;

import io.xvad.core.Image;
import io.xvad.video.motion.Motion;

/**
 * Counts the colours of an object, however bright they are: the exponential of the entropy of its chromaticities (shares of red and green
 * in the sum of all three), which is 1 for a single colour and n for n colours that each cover the same area. A crowd that is taken for
 * one object has more colours than one person.
 */
public final class ColourCount {

    /** Bins along a share. */
    private static final int BINS = 12;

    private static final float DARK = 0.05f;

    private ColourCount() {}

    /** The number of colours, at least 1; 1 in a grey image. */
    public static double count(Motion motion, int[] positions) {
        Image image = motion.frame().image();
        if (image.channels() < 3) {
            return 1;
        }
        int[] counts = new int[BINS * BINS];
        boolean[] foreground = motion.foreground();
        for (int position : positions) {
            if (!inside(position, foreground, motion.width())) {
                continue;
            }
            int y = (int) ((position / motion.width() + 0.5) * image.height() / motion.height());
            int x = (int) ((position % motion.width() + 0.5) * image.width() / motion.width());
            float red = image.at(0, y, x);
            float green = image.at(1, y, x);
            float sum = red + green + image.at(2, y, x);
            if (sum > DARK) {
                counts[bin(red / sum) * BINS + bin(green / sum)]++;
            }
        }
        return Math.exp(entropy(counts));
    }

    /** Whether a position is not at the edge of the foreground, where colours mix with those of the background. */
    private static boolean inside(int position, boolean[] foreground, int width) {
        int x = position % width;
        return x > 0
                && x < width - 1
                && position >= width
                && position < foreground.length - width
                && foreground[position - 1]
                && foreground[position + 1]
                && foreground[position - width]
                && foreground[position + width];
    }

    private static int bin(float share) {
        return Math.min(BINS - 1, (int) (share * BINS));
    }

    private static double entropy(int[] counts) {
        double all = 0;
        double sum = 0;
        for (int count : counts) {
            all += count;
            sum += count == 0 ? 0 : count * Math.log(count);
        }
        return all == 0 ? 0 : Math.log(all) - sum / all;
    }
}
