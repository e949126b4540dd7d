package io.xvad.language.check;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.preprocess.GaussianBlur;

/** Fills a region with what surrounds it, where nothing better is known of what would be normal there. */
public final class Surroundings {

    private static final double NOTHING = 1e-6;
    private static final int LARGEST_SIGMA = 500;

    private Surroundings() {}

    /**
     * The image with each pixel of the region as the mean of the pixels outside, weighed by a Gaussian of half the region's side.
     *
     * @param region with the geometry of the image
     */
    public static Image fill(Image image, Mask region) {
        boolean[] inside = region.toArray();
        GaussianBlur blur = new GaussianBlur(Math.min(LARGEST_SIGMA, Math.max(1, Math.sqrt(region.count()) / 2)));
        float[] outside = new float[inside.length];
        for (int i = 0; i < inside.length; i++) {
            outside[i] = inside[i] ? 0 : 1;
        }
        float[] weights = blur.apply(outside, image.height(), image.width());
        float[] values = image.toArray();
        for (int channel = 0; channel < image.channels(); channel++) {
            fill(values, channel * inside.length, outside, weights, blur, image);
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static void fill(
            float[] values, int from, float[] outside, float[] weights, GaussianBlur blur, Image image) {
        float[] plane = new float[outside.length];
        double sum = 0;
        double count = 0;
        for (int i = 0; i < plane.length; i++) {
            plane[i] = values[from + i] * outside[i];
            sum += plane[i];
            count += outside[i];
        }
        float mean = (float) (count == 0 ? 0.5 : sum / count);
        float[] blurred = blur.apply(plane, image.height(), image.width());
        for (int i = 0; i < plane.length; i++) {
            if (outside[i] == 0) {
                values[from + i] = weights[i] > NOTHING ? Math.min(1, Math.max(0, blurred[i] / weights[i])) : mean;
            }
        }
    }
}
