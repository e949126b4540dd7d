package io.xvad.detectors.features;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A few normal training images, from which the normal version of an image is made: the one that is most like it, its
 * brightness and contrast fitted. Likeness is judged by the three quarters of the pixels that differ least, so that an
 * anomaly has no say. What comes back shows a real normal object, and so is normal at every place. Immutable and
 * thread-safe.
 */
public final class NormalExamples implements Reconstructs, RemembersImages {

    private static final String PIXELS = "normal-examples";
    private static final String SHAPE = "normal-examples-shape";
    private static final int LIMIT = 16;
    private static final double TRUSTED = 0.75;

    private final List<Image> examples;

    private NormalExamples(List<Image> examples) {
        this.examples = examples;
    }

    /** Keeps up to 16 images, drawn by the seed, as {@code extractor} sees them. */
    public static NormalExamples fit(Samples normals, PatchExtractor extractor, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        int[] drawn = new PermutationSampler(random, normals.size(), Math.min(LIMIT, normals.size())).sample();
        Arrays.sort(drawn);
        List<Image> examples = new ArrayList<>();
        for (int index : drawn) {
            examples.add(
                    eightBit(Channels.colour(extractor.seen(normals.get(index).requireImage()))));
        }
        return new NormalExamples(List.copyOf(examples));
    }

    /** Rounded to what {@link #write} keeps, so that a saved model gives what this one does. */
    private static Image eightBit(Image image) {
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] * 255) / 255f;
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    @Override
    public Image reconstruct(Image image) {
        int side = examples.get(0).height();
        float[] wanted = Channels.colour(Resize.image(image, side, side)).toArray();
        float[] best = fitted(examples.get(0), wanted);
        double least = difference(best, wanted);
        for (Image example : examples.subList(1, examples.size())) {
            float[] candidate = fitted(example, wanted);
            double difference = difference(candidate, wanted);
            if (difference < least) {
                least = difference;
                best = candidate;
            }
        }
        return shaped(Image.of(image.id(), 3, side, side, best), image);
    }

    @Override
    public List<Image> normalImages(Image like) {
        return examples.stream().map(example -> shaped(example, like)).toList();
    }

    private static Image shaped(Image square, Image like) {
        Image resized = Resize.image(square, like.height(), like.width());
        return like.channels() == 3 ? resized : Channels.grey(resized);
    }

    /** The example with the median and the spread of the wanted image, channel by channel. */
    private static float[] fitted(Image example, float[] wanted) {
        float[] values = example.toArray();
        int plane = values.length / 3;
        for (int c = 0; c < 3; c++) {
            Tone own = Tone.of(values, c * plane, plane);
            Tone other = Tone.of(wanted, c * plane, plane);
            double gain = own.spread == 0 ? 1 : Math.max(0.5, Math.min(2, other.spread / own.spread));
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                double value = other.median + gain * (values[i] - own.median);
                values[i] = (float) Math.max(0, Math.min(1, value));
            }
        }
        return values;
    }

    /** Median and interquartile range, which an anomaly of less than a quarter of the image hardly moves. */
    private record Tone(double median, double spread) {

        static Tone of(float[] values, int offset, int length) {
            float[] sorted = Arrays.copyOfRange(values, offset, offset + length);
            Arrays.sort(sorted);
            return new Tone(sorted[length / 2], sorted[length * 3 / 4] - sorted[length / 4]);
        }
    }

    private static double difference(float[] a, float[] b) {
        float[] differences = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = Math.abs(a[i] - b[i]);
        }
        Arrays.sort(differences);
        double sum = 0;
        for (int i = 0; i < TRUSTED * a.length; i++) {
            sum += differences[i];
        }
        return sum;
    }

    /** Writes them in 8 bits a sample. */
    public void write(ModelWriter model) {
        int size = 3 * examples.get(0).height() * examples.get(0).width();
        byte[] pixels = new byte[examples.size() * size];
        for (int e = 0; e < examples.size(); e++) {
            for (int i = 0; i < size; i++) {
                pixels[e * size + i] =
                        (byte) Math.round(examples.get(e).buffer().get(i) * 255);
            }
        }
        model.bytes(PIXELS, pixels);
        model.ints(SHAPE, new int[] {examples.size(), examples.get(0).height()});
    }

    /**
     * Reads what was written.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    public static NormalExamples read(ModelReader model) {
        int[] shape = model.ints(SHAPE);
        byte[] pixels = model.bytes(PIXELS);
        if (shape.length != 2 || shape[0] < 1 || shape[1] < 1 || pixels.length != 3L * shape[0] * shape[1] * shape[1]) {
            throw new XvadModelException("entries '" + PIXELS + "' and '" + SHAPE + "' do not fit each other");
        }
        int size = pixels.length / shape[0];
        List<Image> examples = new ArrayList<>();
        for (int e = 0; e < shape[0]; e++) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (pixels[e * size + i] & 0xff) / 255f;
            }
            examples.add(Image.of("normal example " + e, 3, shape[1], shape[1], values));
        }
        return new NormalExamples(List.copyOf(examples));
    }
}
