package io.xvad.data.label;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Lengths of runs of pixels, of which the first, third, fifth … are background. */
final class RunLengths {

    private RunLengths() {}

    /**
     * Runs down one column after the other, as COCO has them.
     *
     * @param counts whose sum is {@code height * width}
     */
    static Marking byColumn(long[] counts, int height, int width) {
        require(counts, (long) height * width);
        return canvas -> {
            if (canvas.height() != height || canvas.width() != width) {
                throw new IllegalArgumentException("runs of " + height + " x " + width
                        + " pixels do not fit an image of " + canvas.height() + " x " + canvas.width());
            }
            walk(counts, at -> canvas.mark((int) (at % height), (int) (at / height)));
        };
    }

    /** Runs along one row after the other of a rectangle, as CVAT has them. */
    static Marking byRow(long[] counts, int left, int top, int width, int height) {
        require(counts, (long) height * width);
        return canvas -> walk(counts, at -> canvas.mark(top + (int) (at / width), left + (int) (at % width)));
    }

    /** Whole numbers of a file. */
    static long[] of(double[] numbers) {
        long[] counts = new long[numbers.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (long) numbers[i];
            if (counts[i] != numbers[i]) {
                throw new IllegalArgumentException("the length of a run is a whole number, got " + numbers[i]);
            }
        }
        return counts;
    }

    private static void require(long[] counts, long pixels) {
        if (pixels < 1 || pixels > MaskCanvas.MAX_PIXELS) {
            throw new IllegalArgumentException("a mask has 1 to " + MaskCanvas.MAX_PIXELS + " pixels, got " + pixels);
        }
        long sum = 0;
        for (long count : counts) {
            if (count < 0 || count > pixels) {
                throw new IllegalArgumentException("a run of " + count + " pixels in a mask of " + pixels);
            }
            sum += count;
        }
        if (sum != pixels) {
            throw new IllegalArgumentException("the runs have " + sum + " pixels, their mask " + pixels);
        }
    }

    private static void walk(long[] counts, LongConsumer anomalous) {
        long at = 0;
        for (int run = 0; run < counts.length; run++) {
            for (long end = at + counts[run]; at < end; at++) {
                if (run % 2 == 1) {
                    anomalous.accept(at);
                }
            }
        }
    }

    /**
     * Undoes COCO's text form: six bits a character from '0', five of the number, the sixth if more follow; from the fourth
     * run on the difference to the run before the last.
     */
    static long[] decoded(String text) {
        long[] counts = new long[text.length()];
        int size = 0;
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                int bits = at < text.length() ? text.charAt(at) - '0' : -1;
                if (bits < 0 || bits > 63 || shift > 55) {
                    throw new IllegalArgumentException(
                            "compressed runs break off or are none at character " + (at + 1));
                }
                value |= (long) (bits & 31) << shift;
                shift += 5;
                more = (bits & 32) != 0;
                if (!more && (bits & 16) != 0) {
                    value |= -1L << shift;
                }
                at++;
            }
            counts[size] = size > 2 ? value + counts[size - 2] : value;
            size++;
        }
        return Arrays.copyOf(counts, size);
    }
}
