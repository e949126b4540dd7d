package io.xvad.foundation.model;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Small images to learn from, by turns normal ones of dim noise and anomalous ones with a bright square in it. */
public final class AuxiliarySquares {

    private static final int SIDE = 32;
    private static final int SQUARE = 12;

    private AuxiliarySquares() {}

    /** As many images of a category, with masks. */
    public static LabelledSamples of(String category, int count) {
        return samples(category, count, true);
    }

    /** The same without masks. */
    public static LabelledSamples unmarked(String category, int count) {
        return samples(category, count, false);
    }

    private static LabelledSamples samples(String category, int count, boolean masks) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(category.hashCode());
        List<Image> images = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean[] square = square(random.nextInt(SIDE - SQUARE), random.nextInt(SIDE - SQUARE));
            boolean anomalous = i % 2 == 1;
            float[] values = new float[3 * SIDE * SIDE];
            for (int v = 0; v < values.length; v++) {
                boolean bright = anomalous && square[v % square.length];
                values[v] = (bright ? 0.8f : 0.2f) + 0.1f * random.nextFloat();
            }
            images.add(Image.of(category + " " + i, 3, SIDE, SIDE, values));
            Label label = masks ? Label.anomaly(Mask.of(SIDE, SIDE, square)) : Label.anomaly();
            labels.add(anomalous ? label : Label.normal());
        }
        return named(category, LabelledSamples.of(images, labels));
    }

    private static boolean[] square(int top, int left) {
        boolean[] square = new boolean[SIDE * SIDE];
        for (int i = 0; i < SQUARE * SQUARE; i++) {
            square[(top + i / SQUARE) * SIDE + left + i % SQUARE] = true;
        }
        return square;
    }

    private static LabelledSamples named(String category, LabelledSamples samples) {
        return new LabelledSamples() {
            @Override
            public int size() {
                return samples.size();
            }

            @Override
            public Image get(int index) {
                return samples.get(index).requireImage();
            }

            @Override
            public Label label(int index) {
                return samples.label(index);
            }

            @Override
            public Optional<String> category(int index) {
                return Optional.of(category);
            }
        };
    }
}
