package io.xvad.detectors.fcdd;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.XvadDataException;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.detectors.featurenetwork.Standardisation;
import io.xvad.detectors.features.PatchExtractor;
import java.util.Arrays;

/**
 * An image to learn from.
 *
 * @param rows its standardised features
 * @param mask for each position 1 if an anomaly covers half of it, or as much as of any, else 0
 */
record FcddExample(float[] rows, float[] mask) {

    /** Whether any position is anomalous. */
    boolean anomalous() {
        for (float value : mask) {
            if (value > 0) {
                return true;
            }
        }
        return false;
    }

    /** An example from a normal image. */
    static FcddExample normal(float[] rows, int positions) {
        return new FcddExample(rows, new float[positions]);
    }

    /** An example from an image that was made anomalous. */
    static FcddExample outlier(DefectedImage outlier, PatchExtractor extractor, Standardisation standardisation) {
        float[] rows = standardisation.apply(extractor.rows(outlier.image()));
        boolean[] mask = outlier.mask().toArray();
        return new FcddExample(rows, covered(mask, outlier.mask().width(), extractor.side()));
    }

    /**
     * An example from a labelled image; an anomaly without a mask is taken for one all over.
     *
     * @throws XvadDataException if it is an anomaly without a mask, and one is needed
     */
    static FcddExample labelled(
            Image image, Label label, boolean maskNeeded, PatchExtractor extractor, Standardisation standardisation) {
        float[] rows = standardisation.apply(extractor.rows(image));
        if (!label.anomalous()) {
            return normal(rows, extractor.side() * extractor.side());
        }
        if (label.masks().isEmpty() && maskNeeded) {
            throw new XvadDataException("image " + image.id() + " has no mask, which supervision=pixel needs");
        }
        boolean[] pixels =
                label.masks().isEmpty() ? all(image) : label.masks().get(0).toArray();
        return new FcddExample(rows, covered(pixels, image.width(), extractor.side()));
    }

    private static boolean[] all(Image image) {
        boolean[] pixels = new boolean[image.height() * image.width()];
        Arrays.fill(pixels, true);
        return pixels;
    }

    /** Labels each position 1, anomalous, or 0 by the share of its pixels that are anomalous. */
    private static float[] covered(boolean[] mask, int width, int side) {
        float[] counts = new float[side * side];
        float[] sizes = new float[side * side];
        int height = mask.length / width;
        float most = 0;
        for (int i = 0; i < mask.length; i++) {
            int position = i / width * side / height * side + i % width * side / width;
            counts[position] += mask[i] ? 1 : 0;
            sizes[position]++;
        }
        for (int p = 0; p < counts.length; p++) {
            counts[p] /= sizes[p];
            most = Math.max(most, counts[p]);
        }
        float border = Math.min(0.5f, most);
        for (int p = 0; p < counts.length; p++) {
            counts[p] = counts[p] >= border ? 1 : 0;
        }
        return counts;
    }
}
