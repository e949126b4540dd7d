package io.xvad.foundation.parts;

import io.xvad.core.Mask;
import java.util.List;

/**
 * A part of an image.
 *
 * @param name what it is, such as {@code screw}
 * @param mask its pixels, at least one
 * @param area its share of the image, above 0 and at most 1
 * @param colour mean red, green and blue, in [0, 1]
 * @param centreY row of its centre of mass, as a share of the image's height
 * @param centreX column of its centre of mass, as a share of the image's width
 * @param vector mean of the features of its places; empty where there are none
 */
public record Part(
        String name, Mask mask, double area, List<Double> colour, double centreY, double centreX, List<Float> vector) {

    public Part {
        colour = List.copyOf(colour);
        vector = List.copyOf(vector);
    }
}
