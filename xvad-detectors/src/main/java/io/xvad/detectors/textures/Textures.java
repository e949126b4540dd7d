package io.xvad.detectors.textures;

import io.xvad.core.Image;
import io.xvad.data.image.ImageReader;
import io.xvad.data.preprocess.Resize;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.TexturedDefect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The five images in the jar whose textures stand for anomalies (as in DRAEM) or for images of other things (as in EfficientAD),
 * varied at random. Immutable and thread-safe.
 *
 * @param images colour, square and of one size
 */
public record Textures(List<Image> images) {

    private static final List<String> NAMES = List.of("grass", "gravel", "chelsea", "coffee", "rocket");
    private static final double FAINTEST = 0.2;

    /** Reads them, resized to squares of this side. */
    public static Textures of(int size) {
        return new Textures(
                NAMES.stream().map(name -> Resize.image(read(name), size, size)).toList());
    }

    private static Image read(String name) {
        String file = name + ".png";
        try (InputStream in = Objects.requireNonNull(Textures.class.getResourceAsStream(file), file)) {
            return ImageReader.withDefaults().read(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the textures, varied. */
    public Image drawn(UniformRandomProvider random) {
        return varied(images.get(random.nextInt(images.size())), random);
    }

    /**
     * An image, shape (3, size, size), with one of the textures mixed in.
     *
     * @param masks is given 1 where that happened, from {@code first} on
     */
    public float[] mixedInto(float[] image, float[] masks, int first, UniformRandomProvider random) {
        Image texture = drawn(random);
        int size = texture.height();
        double opacity = FAINTEST + (1 - FAINTEST) * random.nextDouble();
        DefectedImage mixed =
                TexturedDefect.apply(Image.of("normal", 3, size, size, image), texture, opacity, random.nextLong());
        boolean[] mask = mixed.mask().toArray();
        for (int i = 0; i < mask.length; i++) {
            masks[first + i] = mask[i] ? 1 : 0;
        }
        return mixed.image().toArray();
    }

    /** Mirrored, inverted, with channels in another order, brighter or darker and of other contrast. */
    private static Image varied(Image texture, UniformRandomProvider random) {
        int size = texture.height();
        float[] values = texture.toArray();
        float[] varied = new float[values.length];
        int turn = random.nextInt(3);
        boolean mirrored = random.nextBoolean();
        boolean upended = random.nextBoolean();
        boolean inverted = random.nextBoolean();
        double contrast = 0.5 + random.nextDouble();
        double brighter = 0.4 * random.nextDouble() - 0.2;
        for (int i = 0; i < varied.length; i++) {
            int channel = (i / (size * size) + turn) % 3;
            int y = i % (size * size) / size;
            int x = i % size;
            int from = (upended ? size - 1 - y : y) * size + (mirrored ? size - 1 - x : x);
            double value = values[channel * size * size + from];
            double shown = (inverted ? 1 - value : value) - 0.5;
            varied[i] = (float) Math.max(0, Math.min(1, contrast * shown + 0.5 + brighter));
        }
        return Image.of(texture.id(), 3, size, size, varied);
    }
}
