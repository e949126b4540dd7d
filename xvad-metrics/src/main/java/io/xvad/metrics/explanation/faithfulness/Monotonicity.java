package io.xvad.metrics.explanation.faithfulness;

import io.xvad.core.Image;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Whether the score rises all the way while pixels are put back into an image from which all were removed, the least
 * relevant first (Arya et al., 2019, "One Explanation Does Not Fit All"). The paper's answer is yes or no; the
 * share of steps that do not fall says how far it is from yes. In [0, 1], higher is better.
 */
public final class Monotonicity {

    private Monotonicity() {}

    /** Puts back regions in their order, which must be {@link PixelGroups.Order#LERF}; costs one score for each and one. */
    public static double of(ToDoubleFunction<Image> score, Image image, PixelGroups rising, Replacement replacement) {
        boolean[] removed = new boolean[image.height() * image.width()];
        Arrays.fill(removed, true);
        double previous = score.applyAsDouble(replacement.replace(image, removed));
        int kept = 0;
        for (int k = 0; k < rising.size(); k++) {
            for (int pixel : rising.pixels(k)) {
                removed[pixel] = false;
            }
            double next = score.applyAsDouble(replacement.replace(image, removed));
            kept += next >= previous ? 1 : 0;
            previous = next;
        }
        return kept / (double) rising.size();
    }
}
