package io.xvad.detectors.restoration;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Some normal training images, kept in 8 bits a sample at one scale: at most {@value #LIMIT} images, scaled down so that the longer
 * side of the first has {@value #SIDE} pixels. A model file grows by at most {@value #LIMIT} x {@value #SIDE} x {@value #SIDE} bytes
 * a channel for images of one size. Grey images are kept with one channel. Immutable and thread-safe.
 */
public final class NormalImages implements RemembersImages {

    private static final String PIXELS = "normal-images";
    private static final String SHAPES = "normal-image-shapes";
    private static final String SAMPLES = "normal-image-samples";
    private static final String SQUARES = "normal-examples";
    private static final String SQUARES_SHAPE = "normal-examples-shape";
    static final int LIMIT = 48;
    static final int SIDE = 256;

    private final List<Image> images;
    private final int side;
    private final boolean stretched;

    /** Each image has the id of the sample that it was, but for those of models that did not keep these. */
    private NormalImages(List<Image> images, int side, boolean stretched) {
        this.images = List.copyOf(images);
        this.side = side;
        this.stretched = stretched;
    }

    /** Keeps up to {@value #LIMIT} images, drawn by the seed. */
    public static NormalImages fit(Samples normals, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int[] drawn = new PermutationSampler(random, normals.size(), Math.min(LIMIT, normals.size())).sample();
        Arrays.sort(drawn);
        List<Image> kept = new ArrayList<>();
        int side = 0;
        for (int index : drawn) {
            Image image = normals.get(index).requireImage();
            side = side == 0 ? longer(image) : side;
            kept.add(eightBit(scaled(image, Math.min(1, SIDE / (double) side))));
        }
        return new NormalImages(alike(kept), side, false);
    }

    /** With one channel each where all are grey, else all with three. */
    private static List<Image> alike(List<Image> images) {
        return images.stream().allMatch(NormalImages::isGrey)
                ? images.stream().map(NormalImages::first).toList()
                : coloured(images);
    }

    /**
     * A uniform sample of what these are one of and of more images, at the scale of these; drawn by the seed.
     *
     * @param of how many images these were drawn from
     */
    public NormalImages and(Samples more, int of, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int all = Math.addExact(of, more.size());
        int[] drawn = new PermutationSampler(random, all, Math.min(LIMIT, all)).sample();
        int[] fresh = Arrays.stream(drawn)
                .filter(i -> i >= of)
                .map(i -> i - of)
                .sorted()
                .toArray();
        int old = Math.min(images.size(), drawn.length - fresh.length);
        List<Image> kept = new ArrayList<>();
        if (old > 0) {
            int[] stay = new PermutationSampler(random, images.size(), old).sample();
            Arrays.stream(stay).sorted().mapToObj(images::get).forEach(kept::add);
        }
        for (int index : fresh) {
            kept.add(eightBit(atScale(more.get(index).requireImage(), UnaryOperator.identity())));
        }
        return new NormalImages(alike(kept), side, stretched);
    }

    /**
     * Those of other samples.
     *
     * @throws IllegalArgumentException if none would be left
     */
    public NormalImages without(Predicate<String> samples) {
        List<Image> left =
                images.stream().filter(image -> !samples.test(image.id())).toList();
        if (left.isEmpty()) {
            throw new IllegalArgumentException(
                    "none of the normal images that are kept to restore others would be left: fit the model anew");
        }
        return new NormalImages(left, side, stretched);
    }

    private static List<Image> coloured(List<Image> images) {
        return images.stream().map(Channels::colour).toList();
    }

    private static int longer(Image image) {
        return Math.max(image.height(), image.width());
    }

    private static Image scaled(Image image, double factor) {
        double bounded = Math.min(factor, 2.0 * SIDE / longer(image));
        return Resize.image(image, side(image.height(), bounded), side(image.width(), bounded));
    }

    private static int side(int pixels, double factor) {
        return (int) Math.max(1, Math.round(pixels * factor));
    }

    /** Rounded to what {@link #write} keeps, so that a saved model gives what this one does. */
    private static Image eightBit(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * 255) / 255f;
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    private static boolean isGrey(Image image) {
        float[] values = image.toArray();
        int plane = image.height() * image.width();
        for (int i = plane; i < values.length; i++) {
            if (values[i] != values[i % plane]) {
                return false;
            }
        }
        return true;
    }

    private static Image first(Image image) {
        float[] plane = Arrays.copyOf(image.toArray(), image.height() * image.width());
        return Image.of(image.id(), 1, image.height(), image.width(), plane);
    }

    /** The kept images, at the scale they are kept at. */
    List<Image> images() {
        return images;
    }

    int channels() {
        return images.get(0).channels();
    }

    /**
     * An image at the scale of the kept ones and with their channels; one that is of quite another size than they were is brought to
     * their size.
     */
    Image atScale(Image image) {
        return atScale(image, this::ofChannels);
    }

    private Image atScale(Image image, UnaryOperator<Image> channels) {
        if (stretched) {
            return channels.apply(Resize.image(image, side, side));
        }
        double factor = Math.min(1, SIDE / (double) side);
        double ratio = longer(image) / (double) side;
        boolean alike = ratio > 0.5 && ratio < 2;
        return channels.apply(scaled(image, alike ? factor : factor / ratio));
    }

    private Image ofChannels(Image image) {
        return channels() == 1 ? grey(image) : Channels.colour(image);
    }

    @Override
    public List<Image> normalImages(Image like) {
        return images.stream().map(image -> shaped(image, like)).toList();
    }

    /** An image with the geometry and channels of another. */
    static Image shaped(Image image, Image like) {
        Image resized = Resize.image(image, like.height(), like.width());
        return like.channels() == 3 ? Channels.colour(resized) : grey(resized);
    }

    static Image grey(Image image) {
        return image.channels() == 1 ? image : Channels.grey(image);
    }

    /** Writes them in 8 bits a sample. */
    public void write(ModelWriter model) {
        int[] shapes = new int[2 + 2 * images.size()];
        shapes[0] = side;
        shapes[1] = channels();
        byte[] pixels = new byte[images.stream().mapToInt(NormalImages::samples).sum()];
        int at = 0;
        for (int i = 0; i < images.size(); i++) {
            shapes[2 + 2 * i] = images.get(i).height();
            shapes[3 + 2 * i] = images.get(i).width();
            for (float value : images.get(i).toArray()) {
                pixels[at++] = (byte) Math.round(value * 255);
            }
        }
        model.bytes(PIXELS, pixels);
        model.ints(SHAPES, shapes);
        model.strings(SAMPLES, images.stream().map(Image::id).toList());
    }

    private static int samples(Image image) {
        return image.channels() * image.height() * image.width();
    }

    /**
     * Reads what was written, or the few images that models of the first edition keep, which are stretched to squares.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    public static NormalImages read(ModelReader model) {
        if (!model.has(SHAPES) && model.has(SQUARES_SHAPE)) {
            return squares(model);
        }
        int[] shapes = model.ints(SHAPES);
        byte[] pixels = model.bytes(PIXELS);
        if (!fit(shapes, pixels)) {
            throw new XvadModelException("entries '" + PIXELS + "' and '" + SHAPES + "' do not fit each other");
        }
        List<Image> images = images(shapes, pixels);
        return new NormalImages(model.has(SAMPLES) ? named(images, model.strings(SAMPLES)) : images, shapes[0], false);
    }

    private static List<Image> named(List<Image> images, List<String> ids) {
        if (ids.size() != images.size()) {
            throw new XvadModelException(
                    "entry '" + SAMPLES + "' has " + ids.size() + " ids of " + images.size() + " images");
        }
        return IntStream.range(0, ids.size())
                .mapToObj(i -> images.get(i).withId(ids.get(i)))
                .toList();
    }

    private static List<Image> images(int[] shapes, byte[] pixels) {
        List<Image> images = new ArrayList<>();
        int at = 0;
        for (int i = 2; i < shapes.length; i += 2) {
            float[] values = new float[shapes[1] * shapes[i] * shapes[i + 1]];
            for (int v = 0; v < values.length; v++) {
                values[v] = (pixels[at++] & 0xff) / 255f;
            }
            images.add(Image.of("normal image " + (i / 2 - 1), shapes[1], shapes[i], shapes[i + 1], values));
        }
        return images;
    }

    private static NormalImages squares(ModelReader model) {
        int[] countAndSide = model.ints(SQUARES_SHAPE);
        byte[] pixels = model.bytes(SQUARES);
        int count = countAndSide.length == 2 ? countAndSide[0] : 0;
        int[] shapes = new int[2 + 2 * Math.max(0, count)];
        Arrays.fill(shapes, countAndSide.length == 2 ? countAndSide[1] : 0);
        shapes[1] = 3;
        if (!fit(shapes, pixels)) {
            throw new XvadModelException("entries '" + SQUARES + "' and '" + SQUARES_SHAPE + "' do not fit each other");
        }
        return new NormalImages(images(shapes, pixels), shapes[0], true);
    }

    private static boolean fit(int[] shapes, byte[] pixels) {
        if (shapes.length < 4
                || shapes.length % 2 != 0
                || Arrays.stream(shapes).anyMatch(value -> value < 1)
                || shapes[1] != 1 && shapes[1] != 3) {
            return false;
        }
        long samples = 0;
        for (int i = 2; i < shapes.length; i += 2) {
            samples += (long) shapes[1] * shapes[i] * shapes[i + 1];
        }
        return samples == pixels.length;
    }
}
