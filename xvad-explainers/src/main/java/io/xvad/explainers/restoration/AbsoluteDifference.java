package io.xvad.explainers.restoration;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;

/** Maps how far two images of the same geometry differ. */
public final class AbsoluteDifference {

    private AbsoluteDifference() {}

    /** The absolute difference, averaged over channels. */
    public static AnomalyMap of(Image first, Image second) {
        int plane = first.height() * first.width();
        float[] difference = new float[plane];
        for (int i = 0; i < plane * first.channels(); i++) {
            difference[i % plane] +=
                    Math.abs(first.buffer().get(i) - second.buffer().get(i)) / first.channels();
        }
        return AnomalyMap.of(first.height(), first.width(), difference);
    }

    /** The absolute difference of the channel that differs most. */
    public static AnomalyMap largest(Image first, Image second) {
        int plane = first.height() * first.width();
        float[] largest = new float[plane];
        for (int i = 0; i < plane * first.channels(); i++) {
            float difference = Math.abs(first.buffer().get(i) - second.buffer().get(i));
            largest[i % plane] = Math.max(largest[i % plane], difference);
        }
        return AnomalyMap.owning(first.height(), first.width(), largest);
    }
}
