package io.xvad.foundation.model;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.json.JsonObject;
import io.xvad.data.preprocess.CenterCrop;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Geometry;
import io.xvad.data.preprocess.Normalize;
import io.xvad.data.preprocess.PillowResize;
import java.util.List;

/**
 * How an image becomes what a network takes: resized to a square, each channel less its mean and divided by its standard deviation.
 * Immutable and thread-safe.
 *
 * @param size side of the square, in pixels
 * @param patch side of a patch, in pixels, of a network that sees patches; 0 of another
 * @param resizing how it becomes square
 * @param filter how new pixels are made of old ones
 * @param normalize mean and standard deviation
 */
public record ImageInput(int size, int patch, Resizing resizing, PillowResize.Filter filter, Normalize normalize) {

    /** How an image becomes square. */
    public enum Resizing {
        /** The whole image, whatever its shape. */
        STRETCH,
        /** The middle of the image, whose shorter side is the square's. */
        CROP
    }

    static ImageInput of(JsonObject json) {
        return new ImageInput(
                json.integer("size"),
                json.has("patch") ? json.integer("patch") : 0,
                resizing(json.string("resize")),
                filter(json.string("interpolation"), json.flag("antialias")),
                new Normalize(floats(json.strings("mean")), floats(json.strings("std"))));
    }

    private static PillowResize.Filter filter(String word, boolean antialias) {
        if (!antialias) {
            throw new IllegalArgumentException("antialias must be true, as Pillow resizes");
        }
        return switch (word) {
            case "bicubic" -> PillowResize.Filter.BICUBIC;
            case "bilinear" -> PillowResize.Filter.BILINEAR;
            default ->
                throw new IllegalArgumentException("interpolation must be bicubic or bilinear, got '" + word + "'");
        };
    }

    private static Resizing resizing(String word) {
        return switch (word) {
            case "stretch" -> Resizing.STRETCH;
            case "crop" -> Resizing.CROP;
            default -> throw new IllegalArgumentException("resize must be stretch or crop, got '" + word + "'");
        };
    }

    private static List<Float> floats(List<String> texts) {
        return texts.stream().map(Float::valueOf).toList();
    }

    /** Patches along a side. */
    public int side() {
        return size / patch;
    }

    /** The square image that the network sees, in colour. */
    public Image seen(Image image) {
        Image colour = Channels.colour(image);
        if (resizing == Resizing.STRETCH) {
            return PillowResize.image(colour, size, size, filter);
        }
        int shorter = Math.min(image.height(), image.width());
        int height = Math.max(size, (int) ((long) size * image.height() / shorter));
        int width = Math.max(size, (int) ((long) size * image.width() / shorter));
        return CenterCrop.image(PillowResize.image(colour, height, width, filter), size, size);
    }

    /** A tensor of shape (N, 3, size, size). */
    public Tensor tensor(List<Image> images) {
        return normalised(images.stream().map(this::seen).toList());
    }

    /** The tensor of images that are already square. */
    public Tensor normalised(List<Image> seen) {
        float[] values = new float[seen.size() * 3 * size * size];
        for (int i = 0; i < seen.size(); i++) {
            normalize.into(seen.get(i), values, i * 3 * size * size);
        }
        return Tensor.owning(values, seen.size(), 3, size, size);
    }

    /**
     * Brings a square map of any side back to the geometry of an image. What the network did not see gets the lowest value.
     *
     * @param map row-major
     */
    public AnomalyMap restored(float[] map, Image image) {
        return geometry().restore(map, image.height(), image.width());
    }

    /** The part of an image of this size that the network sees. */
    public Box visible(int height, int width) {
        return geometry().visible(height, width);
    }

    private Geometry geometry() {
        return resizing == Resizing.STRETCH ? Geometry.exact(size) : Geometry.centre(size, size);
    }
}
