package io.xvad.foundation.parts;

import io.xvad.core.ConnectedComponents;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Measures parts of an image: area, colour, centre, mean feature. */
public final class Components {

    private Components() {}

    /**
     * Measures a part.
     *
     * @param mask its pixels in the image; empty if there are none
     * @param features of the image's places; those of places in the mask are averaged
     */
    public static Optional<Part> measured(String name, Image image, Mask mask, FeatureGrid features) {
        if (!mask.any()) {
            return Optional.empty();
        }
        double[] colour = new double[3];
        double y = 0;
        double x = 0;
        int count = mask.count();
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (mask.at(row, column)) {
                    y += row + 0.5;
                    x += column + 0.5;
                    for (int c = 0; c < 3; c++) {
                        colour[c] += image.at(c % image.channels(), row, column);
                    }
                }
            }
        }
        return Optional.of(new Part(
                name,
                mask,
                count / (double) (mask.height() * mask.width()),
                Arrays.stream(colour).mapToObj(sum -> sum / count).toList(),
                y / count / mask.height(),
                x / count / mask.width(),
                features.mean(features.within(mask))));
    }

    /**
     * The connected pieces of a mask, 8-connected, in reading order.
     *
     * @param smallest pieces of fewer pixels are left out
     */
    public static List<Mask> pieces(Mask mask, int smallest) {
        ConnectedComponents found = ConnectedComponents.of(mask.height(), mask.width(), mask.toArray());
        int[] labels = found.toArray();
        List<Mask> pieces = new ArrayList<>();
        for (int label = 1; label <= found.count(); label++) {
            boolean[] piece = new boolean[labels.length];
            for (int i = 0; i < labels.length; i++) {
                piece[i] = labels[i] == label;
            }
            Mask one = Mask.of(mask.height(), mask.width(), piece);
            if (one.count() >= smallest) {
                pieces.add(one);
            }
        }
        return pieces;
    }
}
