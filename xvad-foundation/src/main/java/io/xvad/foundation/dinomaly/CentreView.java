package io.xvad.foundation.dinomaly;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.data.preprocess.CenterCrop;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.PillowResize;
import io.xvad.data.preprocess.Resize;
import io.xvad.foundation.model.ImageInput;
import java.util.Arrays;

/**
 * The middle of an image that was stretched to a square. Immutable and thread-safe.
 *
 * @param resized side of the square
 * @param input what the network takes: the middle of it
 */
record CentreView(int resized, ImageInput input) {

    Image seen(Image image) {
        Image square = PillowResize.image(Channels.colour(image), resized, resized, input.filter());
        return CenterCrop.image(square, input.size(), input.size());
    }

    /** Brings a square map back to the geometry of an image; what the network did not see gets the lowest value. */
    AnomalyMap restored(float[] map, int side, Image image) {
        Box shown = shown(image);
        float[] middle = Resize.plane(map, side, side, shown.height(), shown.width(), true);
        float lowest = map[0];
        for (float value : map) {
            lowest = Math.min(lowest, value);
        }
        float[] out = new float[image.height() * image.width()];
        Arrays.fill(out, lowest);
        for (int y = 0; y < shown.height(); y++) {
            System.arraycopy(
                    middle, y * shown.width(), out, (shown.y() + y) * image.width() + shown.x(), shown.width());
        }
        return AnomalyMap.owning(image.height(), image.width(), out);
    }

    private Box shown(Image image) {
        double border = Math.rint((resized - input.size()) / 2.0) / resized;
        double share = input.size() / (double) resized;
        int top = (int) Math.round(border * image.height());
        int left = (int) Math.round(border * image.width());
        int height = Math.max(1, (int) Math.round(share * image.height()));
        int width = Math.max(1, (int) Math.round(share * image.width()));
        return new Box(left, top, Math.min(width, image.width() - left), Math.min(height, image.height() - top));
    }
}
