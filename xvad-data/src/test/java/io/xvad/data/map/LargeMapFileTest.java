package io.xvad.data.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.MapBand;
import io.xvad.core.Mask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps that come in bands become files. */
class LargeMapFileTest {

    private static final int HEIGHT = 300;
    private static final int WIDTH = 37;

    @TempDir
    private Path directory = Path.of("");

    private static float[] values() {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i) - 3;
        }
        return values;
    }

    private static MapBand band(int top, int end, Optional<Mask> ignored) {
        float[] rows = Arrays.copyOfRange(values(), top * WIDTH, end * WIDTH);
        return new MapBand(top, AnomalyMap.of(end - top, WIDTH, rows), ignored);
    }

    @Test
    void bothFormatsAreTheMap() throws IOException {
        Path npy = directory.resolve("deep/m.npy");
        Path tiff = directory.resolve("deep/m.tiff");
        try (LargeMapFile file = LargeMapFile.in(directory.resolve("deep"), HEIGHT, WIDTH)) {
            file.add(band(0, 100, Optional.empty()));
            assertThat(file.isWhole()).isFalse();
            assertThatThrownBy(() -> file.writeNpy(npy)).isInstanceOf(IllegalStateException.class);
            file.add(band(100, HEIGHT, Optional.empty()));
            file.writeNpy(npy);
            file.writeTiff(tiff);
        }
        AnomalyMap wanted = AnomalyMap.of(HEIGHT, WIDTH, values());
        assertThat(MapFiles.read(npy)).isEqualTo(wanted);
        assertThat(MapFiles.read(tiff)).isEqualTo(wanted);
        Path whole = directory.resolve("whole.npy");
        MapFiles.writeNpy(wanted, whole);
        assertThat(Files.readAllBytes(npy)).isEqualTo(Files.readAllBytes(whole));
        try (Stream<Path> left = Files.list(directory.resolve("deep"))) {
            assertThat(left).containsExactlyInAnyOrder(npy, tiff);
        }
    }

    @Test
    void whatIsIgnoredHasTheLowestOfTheOtherValues() {
        boolean[] left = new boolean[HEIGHT * WIDTH];
        float lowest = Float.POSITIVE_INFINITY;
        float[] values = values();
        for (int i = 0; i < left.length; i++) {
            left[i] = i % WIDTH < 20;
            lowest = left[i] ? lowest : Math.min(lowest, values[i]);
        }
        Path npy = directory.resolve("m.npy");
        try (LargeMapFile file = LargeMapFile.in(directory, HEIGHT, WIDTH)) {
            file.add(band(0, HEIGHT, Optional.of(Mask.of(HEIGHT, WIDTH, left))));
            file.writeNpy(npy);
        }
        AnomalyMap map = MapFiles.read(npy);
        assertThat(map.at(17, 3)).isEqualTo(lowest);
        assertThat(map.at(17, 30)).isEqualTo(values[17 * WIDTH + 30]);
    }
}
