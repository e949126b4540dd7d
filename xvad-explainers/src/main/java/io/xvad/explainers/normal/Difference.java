package io.xvad.explainers.normal;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;

/** Absolute difference of two images, averaged over channels. */
final class Difference {

    private Difference() {}

    static AnomalyMap of(Image first, Image second) {
        int plane = first.height() * first.width();
        float[] difference = new float[plane];
        for (int i = 0; i < plane * first.channels(); i++) {
            difference[i % plane] +=
                    Math.abs(first.buffer().get(i) - second.buffer().get(i)) / first.channels();
        }
        return AnomalyMap.of(first.height(), first.width(), difference);
    }
}
