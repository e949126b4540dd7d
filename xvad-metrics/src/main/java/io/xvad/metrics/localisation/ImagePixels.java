package io.xvad.metrics.localisation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.ConnectedComponents;
import java.util.List;

/**
 * The pixels of one image, by label.
 *
 * @param normal scores of defect-free pixels
 * @param positives scores of anomalous pixels, each with its region within the image, see {@link RankedPixel}
 * @param saturation for each region, the number of flagged pixels from which on it counts as found whole
 */
record ImagePixels(float[] normal, long[] positives, int[] saturation) {

    /** Splits a map by a mask; the regions are its 8-connected components, saturated when they are covered whole. */
    static ImagePixels of(AnomalyMap map, boolean[] mask) {
        float[] values = map.toArray();
        if (values.length != mask.length) {
            throw new IllegalArgumentException(
                    "mask must have the " + values.length + " pixels of " + map + ", got " + mask.length);
        }
        ConnectedComponents regions = ConnectedComponents.of(map.height(), map.width(), mask);
        int[] areas = new int[regions.count()];
        int anomalous = 0;
        for (boolean one : mask) {
            anomalous += one ? 1 : 0;
        }
        float[] normal = new float[mask.length - anomalous];
        long[] positives = new long[anomalous];
        int n = 0;
        int p = 0;
        for (int i = 0; i < values.length; i++) {
            int label = regions.labelAt(i);
            if (label == 0) {
                normal[n++] = values[i];
            } else {
                positives[p++] = RankedPixel.pack(values[i], label - 1);
                areas[label - 1]++;
            }
        }
        return new ImagePixels(normal, positives, areas);
    }

    /** All defect-free scores of several images. */
    static float[] normals(List<ImagePixels> images) {
        float[] all = new float
                [size(images.stream().mapToLong(image -> image.normal.length).sum())];
        int at = 0;
        for (ImagePixels image : images) {
            System.arraycopy(image.normal, 0, all, at, image.normal.length);
            at += image.normal.length;
        }
        return all;
    }

    /** All anomalous scores of several images, the regions counted through. */
    static long[] positives(List<ImagePixels> images) {
        long[] all = new long
                [size(images.stream().mapToLong(image -> image.positives.length).sum())];
        int at = 0;
        int firstRegion = 0;
        for (ImagePixels image : images) {
            for (long pixel : image.positives) {
                all[at++] = pixel + firstRegion;
            }
            firstRegion += image.saturation.length;
        }
        return all;
    }

    /** The saturations of all regions of several images. */
    static int[] saturations(List<ImagePixels> images) {
        return images.stream()
                .flatMapToInt(image -> java.util.Arrays.stream(image.saturation))
                .toArray();
    }

    private static int size(long pixels) {
        if (pixels > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    pixels + " pixels are more than fit in memory exactly; use BinnedPixelMetrics");
        }
        return (int) pixels;
    }
}
