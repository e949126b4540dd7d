package io.xvad.foundation.model;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.json.JsonObject;
import io.xvad.data.preprocess.CenterCrop;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Geometry;
import io.xvad.data.preprocess.Normalize;
import io.xvad.data.preprocess.PillowResize;
import java.util.List;

/**
 * How an image becomes what a network takes: resized, mostly to a square, each channel less its mean and divided by its standard deviation.
 * Immutable and thread-safe.
 *
 * @param size side of the square, in pixels; of {@link Resizing#SHORTER} that of the shorter side
 * @param longest most pixels of the longer side, of {@link Resizing#SHORTER}; 0 of another
 * @param patch side of a patch, in pixels, of a network that sees patches; 0 of another
 * @param resizing how it becomes square
 * @param filter how new pixels are made of old ones
 * @param normalize mean and standard deviation
 */
public record ImageInput(
        int size, int longest, int patch, Resizing resizing, PillowResize.Filter filter, Normalize normalize) {

    /** How an image becomes square. */
    public enum Resizing {
        /** The whole image, whatever its shape. */
        STRETCH,
        /** The middle of the image, whose shorter side is the square's. */
        CROP,
        /** The whole image in its own shape, whose longer side is the square's, at the top left; the rest is 0. */
        LONGEST,
        /** The whole image in its own shape, and no square. */
        SHORTER
    }

    /** Throws {@link IllegalArgumentException} if there is no size, or none of the longer side where the shorter is resized. */
    public ImageInput {
        if (size < 1 || patch < 0) {
            throw new IllegalArgumentException(
                    "image must have a size of at least 1, and a patch of at least 0, got " + size + " and " + patch);
        }
        if (resizing == Resizing.SHORTER && longest < size) {
            throw new IllegalArgumentException(
                    "image must have, with resize shorter, a longest of at least its size, got " + longest);
        }
    }

    static ImageInput of(JsonObject json) {
        return new ImageInput(
                json.integer("size"),
                json.has("longest") ? json.integer("longest") : 0,
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
            case "longest" -> Resizing.LONGEST;
            case "shorter" -> Resizing.SHORTER;
            default ->
                throw new IllegalArgumentException(
                        "resize must be stretch, crop, longest or shorter, got '" + word + "'");
        };
    }

    private static List<Float> floats(List<String> texts) {
        return texts.stream().map(Float::valueOf).toList();
    }

    /**
     * Patches along a side, at least 1.
     *
     * @throws XvadModelException if the description does not say how large a patch is, or says more than a side
     */
    public int side() {
        return size / requirePatch();
    }

    /**
     * Side of a patch, in pixels, of a network that must see patches.
     *
     * @throws XvadModelException if the description does not say, or says more than a side
     */
    public int requirePatch() {
        if (patch == 0 || patch > size) {
            throw new XvadModelException(ModelDescription.FILE
                    + " must say in 'image' how large a 'patch' is, from 1 to its size, got " + patch);
        }
        return patch;
    }

    /** The image that the network sees, in colour: square, but in its own shape with {@link Resizing#LONGEST} and {@link Resizing#SHORTER}. */
    public Image seen(Image image) {
        Image colour = Channels.colour(image);
        int shorter = Math.min(image.height(), image.width());
        int longer = Math.max(image.height(), image.width());
        return switch (resizing) {
            case STRETCH -> PillowResize.image(colour, size, size, filter);
            case CROP -> CenterCrop.image(resized(colour, size, shorter), size, size);
            case LONGEST ->
                PillowResize.image(colour, rounded(image.height(), longer), rounded(image.width(), longer), filter);
            case SHORTER ->
                resized(colour, (int) Math.min(size, Math.rint((double) longest * shorter / longer)), shorter);
        };
    }

    /** So that the shorter side has {@code side} pixels; the longer one is rounded down. */
    private Image resized(Image colour, int side, int shorter) {
        int height = Math.max(side, (int) ((long) side * colour.height() / shorter));
        int width = Math.max(side, (int) ((long) side * colour.width() / shorter));
        return PillowResize.image(colour, height, width, filter);
    }

    private int rounded(int pixels, int longer) {
        return Math.max(1, (int) (pixels * ((double) size / longer) + 0.5));
    }

    /** A tensor of shape (N, 3, height, width), of squares mostly; of {@link Resizing#SHORTER} all images must become equally large. */
    public Tensor tensor(List<Image> images) {
        return normalised(images.stream().map(this::seen).toList());
    }

    /** The tensor of images that are already what the network sees. */
    public Tensor normalised(List<Image> seen) {
        int height = resizing == Resizing.SHORTER ? seen.get(0).height() : size;
        int width = resizing == Resizing.SHORTER ? seen.get(0).width() : size;
        float[] values = new float[seen.size() * 3 * height * width];
        for (int i = 0; i < seen.size(); i++) {
            into(seen.get(i), values, i * 3 * height * width, height, width);
        }
        return Tensor.owning(values, seen.size(), 3, height, width);
    }

    private void into(Image image, float[] values, int offset, int height, int width) {
        if (image.height() == height && image.width() == width) {
            normalize.into(image, values, offset);
            return;
        }
        float[] own = new float[3 * image.height() * image.width()];
        normalize.into(image, own, 0);
        for (int row = 0; row < 3 * image.height(); row++) {
            int to = offset + (row / image.height() * height + row % image.height()) * width;
            System.arraycopy(own, row * image.width(), values, to, image.width());
        }
    }

    /**
     * Brings a square map of any side back to the geometry of an image. What the network did not see gets the lowest value.
     *
     * @param map row-major
     * @throws IllegalStateException if the image is not made square
     */
    public AnomalyMap restored(float[] map, Image image) {
        return geometry().restore(map, image.height(), image.width());
    }

    /**
     * The part of an image of this size that the network sees.
     *
     * @throws IllegalStateException if the image is not made square
     */
    public Box visible(int height, int width) {
        return geometry().visible(height, width);
    }

    private Geometry geometry() {
        return switch (resizing) {
            case STRETCH -> Geometry.exact(size);
            case CROP -> Geometry.centre(size, size);
            default ->
                throw new IllegalStateException(
                        "a square map is restored to an image that was made square, not " + resizing);
        };
    }
}
