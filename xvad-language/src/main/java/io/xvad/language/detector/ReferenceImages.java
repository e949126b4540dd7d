package io.xvad.language.detector;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Normal images that a model is shown, in 8 bits a sample, as they are sent. */
public final class ReferenceImages {

    private static final String IDS = "reference-ids";
    private static final String SHAPES = "reference-shapes";
    private static final String PIXELS = "reference-pixels";
    private static final int WHITE = 255;

    private ReferenceImages() {}

    /**
     * As many of the normal images as wanted, drawn by the seed; all of them where there are fewer.
     *
     * @param seen makes of an image what is sent
     */
    public static List<Image> drawn(Samples normals, int wanted, long seed, UnaryOperator<Image> seen) {
        int size = Math.min(wanted, normals.size());
        if (size == 0) {
            return List.of();
        }
        int[] drawn = new PermutationSampler(RandomSource.XO_SHI_RO_256_PP.create(seed), normals.size(), size).sample();
        Arrays.sort(drawn);
        List<Image> images = new ArrayList<>();
        for (int index : drawn) {
            images.add(eightBit(seen.apply(normals.get(index).requireImage())));
        }
        return List.copyOf(images);
    }

    /** Rounded to what {@link #write} keeps. */
    private static Image eightBit(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * WHITE) / (float) WHITE;
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    /** Writes them. */
    public static void write(List<Image> images, ModelWriter model) {
        int[] shapes = new int[3 * images.size()];
        int size = images.stream().mapToInt(ReferenceImages::size).sum();
        byte[] pixels = new byte[size];
        int at = 0;
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            shapes[3 * i] = image.channels();
            shapes[3 * i + 1] = image.height();
            shapes[3 * i + 2] = image.width();
            for (float value : image.toArray()) {
                pixels[at++] = (byte) Math.round(value * WHITE);
            }
        }
        model.strings(IDS, images.stream().map(Image::id).toList());
        model.ints(SHAPES, shapes);
        model.bytes(PIXELS, pixels);
    }

    private static int size(Image image) {
        return image.channels() * image.height() * image.width();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    public static List<Image> read(ModelReader model) {
        List<String> ids = model.strings(IDS);
        int[] shapes = model.ints(SHAPES);
        byte[] pixels = model.bytes(PIXELS);
        try {
            List<Image> images = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < ids.size(); i++) {
                float[] values = new float
                        [Math.multiplyExact(Math.multiplyExact(shapes[3 * i], shapes[3 * i + 1]), shapes[3 * i + 2])];
                for (int v = 0; v < values.length; v++) {
                    values[v] = (pixels[at++] & 0xff) / (float) WHITE;
                }
                images.add(Image.of(ids.get(i), shapes[3 * i], shapes[3 * i + 1], shapes[3 * i + 2], values));
            }
            return List.copyOf(images);
        } catch (ArithmeticException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new XvadModelException("entries of the reference images do not fit each other", e);
        }
    }
}
