package io.xvad.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographTilesTest {

    private static final int TILE = 16;

    @TempDir
    Path directory;

    /** Each pixel tells the tile it lies in, so that a tile used twice is seen. */
    private Path photograph(String name) {
        float[] values = new float[130 * 140];
        for (int i = 0; i < values.length; i++) {
            int y = i / 140;
            int x = i % 140;
            values[i] = (y / TILE * 8 + x / TILE % 8) / 255f;
        }
        Path file = directory.resolve(name);
        ImageWriter.writePng(Image.of(name, 1, 130, 140, values), file);
        return file;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> walked = Files.walk(folder)) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int tileOf(Path file) {
        Image image = ImageReader.withDefaults().read(file);
        assertThat(image.height()).isEqualTo(TILE);
        assertThat(image.width()).isEqualTo(TILE);
        return Math.round(image.buffer().get(0) * 255);
    }

    @Test
    void noTileIsUsedTwiceAndEachAnomalousOneHasAMask() {
        Path out = directory.resolve("out");
        PhotographTiles.main(new String[] {
            out.toString(),
            "5",
            photograph("a.png").toString(),
            photograph("b.png").toString()
        });
        assertThat(files(out.resolve("train"))).hasSize(32);
        assertThat(files(out.resolve("test/good"))).hasSize(16);
        assertThat(files(out.resolve("test"))).hasSize(40);
        List<Integer> clean = Stream.concat(
                        files(out.resolve("train")).stream(), files(out.resolve("test/good")).stream())
                .filter(file -> file.getFileName().toString().startsWith("00-"))
                .map(PhotographTilesTest::tileOf)
                .toList();
        assertThat(clean).hasSize(24).doesNotHaveDuplicates();
        assertThat(files(out.resolve("ground_truth"))).hasSize(24).allSatisfy(file -> assertThat(anomalousPixels(file))
                .isPositive());
    }

    private static int anomalousPixels(Path file) {
        Mask mask = ImageReader.withDefaults().readMask(file);
        int count = 0;
        for (boolean set : mask.toArray()) {
            count += set ? 1 : 0;
        }
        return count;
    }

    @Test
    void sameSeedSameTiles() throws IOException {
        Path photograph = photograph("a.png");
        for (String out : List.of("one", "two")) {
            PhotographTiles.main(new String[] {directory.resolve(out).toString(), "5", photograph.toString()});
        }
        for (Path file : files(directory.resolve("one"))) {
            Path other =
                    directory.resolve("two").resolve(directory.resolve("one").relativize(file));
            assertThat(other).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void withoutAPhotographItSaysWhatIsWanted() {
        assertThatThrownBy(() -> PhotographTiles.main(new String[] {"out", "0"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OUT SEED PHOTOGRAPH");
    }
}
