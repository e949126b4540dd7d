package io.xvad.detectors.restoration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelFile;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.data.preprocess.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalImagesTest {

    @TempDir
    private Path folder;

    @Test
    void keepsABoundedNumberAtABoundedSize() {
        NormalImages kept = NormalImages.fit(images(60, 3, 300, 600), 1);

        assertThat(kept.images()).hasSize(NormalImages.LIMIT);
        assertThat(kept.images()).allMatch(image -> image.height() == 128 && image.width() == NormalImages.SIDE);
        assertThat(kept.normalImages(images(1, 1, 40, 20).get(0).requireImage()))
                .allMatch(image -> image.channels() == 1 && image.height() == 40 && image.width() == 20);
    }

    @Test
    void imagesOfEqualChannelsAreKeptGrey() {
        Image grey = images(1, 1, 16, 16).get(0).requireImage();
        Image colour = Channels.colour(grey);

        assertThat(NormalImages.fit(Samples.of(List.of(colour)), 1).channels()).isEqualTo(1);
        assertThat(NormalImages.fit(images(2, 3, 16, 16), 1).channels()).isEqualTo(3);
    }

    @Test
    void theSeedDecidesWhichAreKept() {
        Samples many = images(60, 1, 8, 8);

        assertThat(NormalImages.fit(many, 1).images())
                .isEqualTo(NormalImages.fit(many, 1).images());
        assertThat(NormalImages.fit(many, 1).images())
                .isNotEqualTo(NormalImages.fit(many, 2).images());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        NormalImages kept = NormalImages.fit(images(5, 3, 20, 31), 1);

        NormalImages read = readBack(kept::write);

        Image like = images(1, 3, 20, 31).get(0).requireImage();
        assertThat(read.normalImages(like))
                .extracting(Image::toArray)
                .containsExactlyElementsOf(
                        kept.normalImages(like).stream().map(Image::toArray).toList());
    }

    @ParameterizedTest
    @MethodSource("brokenShapes")
    void brokenEntriesAreRefused(int[] shapes) {
        assertThatThrownBy(() -> readBack(model -> {
                    model.ints("normal-image-shapes", shapes);
                    model.bytes("normal-images", new byte[17]);
                }))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("normal-images");
    }

    static List<int[]> brokenShapes() {
        return List.of(
                new int[] {8, 1, 4, 4}, new int[] {8, 2, 17, 1}, new int[] {8, 1}, new int[] {8, 1, 17}, new int[] {
                    8, 1, -1, -17
                });
    }

    @Test
    void imagesOfTheFirstEditionAreSquares() {
        NormalImages read = readBack(model -> {
            model.ints("normal-examples-shape", new int[] {2, 4});
            model.bytes("normal-examples", new byte[2 * 3 * 4 * 4]);
        });

        assertThat(read.images()).hasSize(2);
        assertThat(read.atScale(images(1, 1, 20, 31).get(0).requireImage()).width())
                .isEqualTo(4);
        assertThatThrownBy(() -> readBack(model -> {
                    model.ints("normal-examples-shape", new int[] {2, 4});
                    model.bytes("normal-examples", new byte[7]);
                }))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("normal-examples");
    }

    private NormalImages readBack(Consumer<ModelWriter> body) {
        Path file = folder.resolve("model.xvad");
        ModelFile.write(file, new Provenance("toy", Map.of(), 3, 2, "f", "1"), body);
        try (ModelReader model = ModelFile.open(file)) {
            return NormalImages.read(model);
        }
    }

    private static Samples images(int count, int channels, int height, int width) {
        return Samples.of(IntStream.range(0, count)
                .mapToObj(i -> {
                    float[] values = new float[channels * height * width];
                    for (int v = 0; v < values.length; v++) {
                        values[v] = ((v * 31 + i * 17) % 97) / 97f;
                    }
                    return Image.of("image " + i, channels, height, width, values);
                })
                .toList());
    }
}
