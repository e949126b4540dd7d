package com.example.detector;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import org.jspecify.annotations.Nullable;

/** The mean of grey images of one size. Not thread-safe. */
final class MeanImage {

    private double @Nullable [] sums;
    private int height;
    private int width;
    private int count;

    void add(Image image) {
        if (image.channels() != 1) {
            throw new IllegalArgumentException("mean-difference takes grey images, got " + image);
        }
        if (sums == null) {
            height = image.height();
            width = image.width();
            sums = new double[height * width];
        }
        if (image.height() != height || image.width() != width) {
            throw new IllegalArgumentException(
                    "mean-difference takes images of one size, got " + image + " after " + height + " x " + width);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += image.buffer().get(i);
        }
        count++;
    }

    Tensor mean() {
        if (sums == null) {
            throw new IllegalArgumentException("mean-difference needs at least one normal image, got none");
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / count);
        }
        return Tensor.of(mean, height, width);
    }
}
