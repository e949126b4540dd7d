package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come to a standstill in a video: where the still image of a snippet, the median of its frames, has differed from the background for three
 * snippets in a row. The background is the median of the first five still images, and then goes towards each by at most a hundredth of the
 * range of samples, so that what stays for good becomes part of it. Not thread-safe.
 */
final class Standstill {

    private static final int ROWS = 40;
    private static final int FRAMES = 8;
    private static final int FIRST = 5;
    private static final int LASTING = 3;
    private static final float STEP = 0.01f;
    private static final float DIFFERENT = 0.08f;

    private final List<float[]> first = new ArrayList<>();
    private float @Nullable [] background;
    private int[] lasted = new int[0];
    private int columns;

    /** Takes note of the next snippet. */
    void see(List<Image> frames) {
        List<Image> seen = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            seen.add(reduced(frames.get((2 * i + 1) * frames.size() / (2 * FRAMES))));
        }
        float[] still = median(seen.stream().map(Image::toArray).toList());
        columns = seen.get(0).width();
        float[] known = background == null ? still : background;
        compare(still, known, seen.get(0).channels());
        background = learned(still, known);
    }

    private static Image reduced(Image image) {
        int width = Math.max(1, Math.round((float) image.width() * ROWS / image.height()));
        return Resize.image(image, ROWS, width);
    }

    private void compare(float[] still, float[] known, int channels) {
        int plane = still.length / channels;
        lasted = lasted.length == 0 ? new int[plane] : lasted;
        for (int i = 0; i < plane; i++) {
            float difference = 0;
            for (int channel = 0; channel < channels; channel++) {
                difference += Math.abs(still[channel * plane + i] - known[channel * plane + i]);
            }
            lasted[i] = difference > DIFFERENT * channels ? lasted[i] + 1 : 0;
        }
    }

    private float[] learned(float[] still, float[] known) {
        if (first.size() < FIRST) {
            first.add(still);
            return median(first);
        }
        float[] next = known.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] += Math.max(-STEP, Math.min(STEP, still[i] - next[i]));
        }
        return next;
    }

    private static float[] median(List<float[]> images) {
        float[] median = new float[images.get(0).length];
        float[] values = new float[images.size()];
        for (int i = 0; i < median.length; i++) {
            for (int k = 0; k < values.length; k++) {
                values[k] = images.get(k)[i];
            }
            Arrays.sort(values);
            median[i] = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
        }
        return median;
    }

    /** Rows of the grid on which it is known. */
    int rows() {
        return ROWS;
    }

    /** Columns of that grid. */
    int columns() {
        return columns;
    }

    /** The share of an area of the grid in which something stands still. */
    float share(PatchArea area) {
        int standing = 0;
        for (int y = area.top(); y < area.bottom(); y++) {
            for (int x = area.left(); x < area.right(); x++) {
                standing += lasted[y * columns + x] >= LASTING ? 1 : 0;
            }
        }
        return (float) standing / area.size();
    }
}
