package io.xvad.foundation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A small random network that tools/export/tiny.py exported, and what PyTorch computes with it, step by step, from fixed images and sentences.
 */
public final class Export {

    private static final Path ROOT = Path.of("src", "test", "resources", "exports");

    private final Path folder;
    private final Map<String, Tensor> expected;

    private Export(Path folder) {
        this.folder = folder;
        this.expected = Npz.read(folder.resolve("expected.npz"), "");
    }

    /** The one of this name. */
    public static Export of(String name) {
        return new Export(ROOT.resolve(name));
    }

    /** Where it lies. */
    public Path folder() {
        return folder;
    }

    /** The folder as an option's value. */
    public String weights() {
        return folder.toString();
    }

    /** Its networks, one thread each. */
    public FoundationModel model() {
        Options options = Options.parse(
                List.of(FeatureOptions.ENGINE, FeatureOptions.THREADS), Map.of(FeatureOptions.THREADS.name(), "1"));
        return FoundationModel.in(folder, options);
    }

    /** What PyTorch computed. */
    public Tensor tensor(String name) {
        return Objects.requireNonNull(expected.get(name), name);
    }

    /** The same, values only. */
    public float[] values(String name) {
        return tensor(name).toArray();
    }

    /** Texts, which are kept as bytes with a line for each. */
    public List<String> lines(String name) {
        float[] values = values(name);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
    }

    /** An image that is kept as (height, width, 3) bytes. */
    public Image image(String name) {
        Tensor kept = tensor(name);
        return image(name, kept, 0, kept.size(0), kept.size(1));
    }

    /** Images that are kept as (count, height, width, 3) bytes. */
    public List<Image> images(String name) {
        Tensor kept = tensor(name);
        return IntStream.range(0, kept.size(0))
                .mapToObj(i -> image(name + " " + i, kept, i, kept.size(1), kept.size(2)))
                .toList();
    }

    private static Image image(String id, Tensor kept, int index, int height, int width) {
        float[] bytes = kept.toArray();
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            int pixel = i % (height * width);
            values[i] = bytes[(index * height * width + pixel) * 3 + i / (height * width)] / 255f;
        }
        return Image.of(id, 3, height, width, values);
    }

    /** Asserts that values are what PyTorch computed, up to 1e-4. */
    public void assertClose(float[] found, String name) {
        assertThat(found).as(name).containsExactly(values(name), within(1e-4f));
    }
}
