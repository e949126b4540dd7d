package io.xvad.explainers.reconstruction;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;

/** Maps how far two images differ: absolute differences, averaged over channels. */
public final class AbsoluteDifference {

    private AbsoluteDifference() {}

    /** The difference of two images of the same geometry, averaged over their channels. */
    public static AnomalyMap of(Image first, Image second) {
        int plane = first.height() * first.width();
        float[] difference = new float[plane];
        for (int i = 0; i < plane * first.channels(); i++) {
            difference[i % plane] +=
                    Math.abs(first.buffer().get(i) - second.buffer().get(i)) / first.channels();
        }
        return AnomalyMap.of(first.height(), first.width(), difference);
    }
}
