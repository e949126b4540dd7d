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

    /** Splits a map by a mask; the regions are the 8-connected components of what is not ignored, saturated when they are covered whole. */
    static ImagePixels of(AnomalyMap map, boolean[] mask, boolean[] ignored) {
        float[] values = map.toArray();
        if (values.length != mask.length || values.length != ignored.length) {
            throw new IllegalArgumentException("masks must have the " + values.length + " pixels of " + map + ", got "
                    + mask.length + " and " + ignored.length);
        }
        boolean[] seen = new boolean[mask.length];
        int anomalous = 0;
        int normals = 0;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = mask[i] && !ignored[i];
            anomalous += seen[i] ? 1 : 0;
            normals += mask[i] || ignored[i] ? 0 : 1;
        }
        ConnectedComponents regions = ConnectedComponents.of(map.height(), map.width(), seen);
        int[] areas = new int[regions.count()];
        float[] normal = new float[normals];
        long[] positives = new long[anomalous];
        int n = 0;
        int p = 0;
        for (int i = 0; i < values.length; i++) {
            int label = regions.labelAt(i);
            if (label > 0) {
                positives[p++] = RankedPixel.pack(values[i], label - 1);
                areas[label - 1]++;
            } else if (!ignored[i]) {
                normal[n++] = values[i];
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
