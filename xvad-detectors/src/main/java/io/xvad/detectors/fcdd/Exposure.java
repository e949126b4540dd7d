package io.xvad.detectors.fcdd;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import io.xvad.detectors.features.PatchExtractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * An example to learn from.
 *
 * @param rows standardised features
 * @param mask for each position 1 if a defect covers more than half of it, else 0
 */
record Exposure(float[] rows, float[] mask) {

    private static final double WEAKEST = 0.3;

    /** Whether any position is anomalous. */
    boolean anomalous() {
        for (float value : mask) {
            if (value > 0) {
                return true;
            }
        }
        return false;
    }

    /** Normal features as they are. */
    static Exposure normal(float[] rows, int positions) {
        return new Exposure(rows, new float[positions]);
    }

    /** Normal images with synthetic defects of all kinds, so many for each. */
    static List<Exposure> outliers(
            List<Image> images, int perImage, PatchExtractor extractor, UnaryOperator<float[]> standardise, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        SyntheticDefect[] kinds = SyntheticDefect.values();
        List<Exposure> outliers = new ArrayList<>();
        for (Image image : images) {
            for (int i = 0; i < perImage; i++) {
                double strength = WEAKEST + (1 - WEAKEST) * random.nextDouble();
                DefectedImage defected = kinds[random.nextInt(kinds.length)].apply(image, strength, random.nextLong());
                float[] rows = extractor.rows(List.of(defected.image())).get(0);
                outliers.add(new Exposure(
                        standardise.apply(rows), covered(defected.mask().toArray(), image.width(), extractor.side())));
            }
        }
        return outliers;
    }

    /**
     * A labelled anomaly; without a mask all of it is taken for one.
     *
     * @throws XvadDataException if it has no mask and one is needed
     */
    static Exposure labelled(
            TestCase anomaly, boolean maskNeeded, PatchExtractor extractor, UnaryOperator<float[]> standardise) {
        Image image = anomaly.image();
        Optional<Mask> mask = anomaly.mask(image);
        if (mask.isEmpty() && maskNeeded) {
            throw new XvadDataException("image " + anomaly.file() + " has no mask, which supervision=pixel needs");
        }
        boolean[] pixels = mask.map(Mask::toArray).orElseGet(() -> all(image));
        float[] rows = extractor.rows(List.of(image)).get(0);
        return new Exposure(standardise.apply(rows), covered(pixels, image.width(), extractor.side()));
    }

    private static boolean[] all(Image image) {
        boolean[] pixels = new boolean[image.height() * image.width()];
        Arrays.fill(pixels, true);
        return pixels;
    }

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
