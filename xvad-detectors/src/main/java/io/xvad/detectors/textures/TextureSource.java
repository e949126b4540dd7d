package io.xvad.detectors.textures;

import io.xvad.core.Image;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Where textures come from that stand for anomalies, squares of one size. Thread-safe. */
@FunctionalInterface
public interface TextureSource {

    /** A texture, values in [0, 1], shape (3, size, size). */
    float[] drawn(UniformRandomProvider random);

    /** Textures made up anew each time, and one in six times one of the images in the jar. */
    static TextureSource packaged(int size) {
        List<float[]> images = Textures.of(size).images().stream()
                .map(image -> image.toArray())
                .toList();
        return random -> random.nextInt(6) == 0
                ? images.get(random.nextInt(images.size())).clone()
                : ProceduralTexture.drawn(size, random);
    }

    /**
     * The images in a folder and the folders in it, squeezed into squares, such as the Describable Textures Dataset (Cimpoi et al.,
     * 2014). A file is read when it is drawn.
     *
     * @throws io.xvad.core.XvadDataException if there is no such folder, or no image in it
     */
    static TextureSource folder(Path folder, int size) {
        ImageFolder images = ImageFolder.of(folder);
        return random -> {
            Image drawn = images.get(random.nextInt(images.size())).requireImage();
            return Channels.colour(Resize.image(drawn, size, size)).toArray();
        };
    }

    /** The same, each altered by three of {@link Alteration} in turn. */
    default TextureSource altered(int size) {
        return random -> Alteration.threeOf(drawn(random), size, random);
    }

    /** The same without colour. */
    default TextureSource grey() {
        return random -> {
            float[] values = drawn(random);
            int cells = values.length / 3;
            for (int i = 0; i < cells; i++) {
                float grey = 0.299f * values[i] + 0.587f * values[cells + i] + 0.114f * values[2 * cells + i];
                values[i] = grey;
                values[cells + i] = grey;
                values[2 * cells + i] = grey;
            }
            return values;
        };
    }
}
