package io.xvad.data.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapFilesTest {

    private static final AnomalyMap MAP = AnomalyMap.of(2, 3, new float[] {-1.5f, 0, 1e-7f, 2, 3.25f, 1e9f});

    @TempDir
    private Path directory = Path.of("");

    @Test
    void npyAndTiffKeepEveryBit() {
        Path npy = directory.resolve("m.npy");
        Path tiff = directory.resolve("m.tiff");
        MapFiles.writeNpy(MAP, npy);
        MapFiles.writeTiff(MAP, tiff);
        assertThat(MapFiles.read(npy)).isEqualTo(MAP);
        assertThat(MapFiles.read(tiff)).isEqualTo(MAP);
    }

    @Test
    void brokenFilesAreNamed() throws IOException {
        for (String name : new String[] {"m.npy", "m.tiff", "m.png"}) {
            Path file = Files.writeString(directory.resolve(name), "no map");
            assertThatThrownBy(() -> MapFiles.read(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(name);
            Path empty = Files.write(directory.resolve("empty-" + name), new byte[0]);
            assertThatThrownBy(() -> MapFiles.read(empty)).isInstanceOf(XvadDataException.class);
        }
        Path text = Files.writeString(directory.resolve("m.txt"), "no map");
        assertThatThrownBy(() -> MapFiles.read(text)).isInstanceOf(XvadDataException.class);
    }

    /** Found by fuzzing: decoders threw what they throw of a broken file, or had no words for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"no-message.tiff", "no-image.tiff", "cut-tag.tiff", "index.tiff", "cast.tiff", "position.png"})
    void aDamagedMapIsNamedInWords(String name) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/broken/" + name))
                .toURI());
        assertThatThrownBy(() -> MapFiles.read(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(name)
                .message()
                .doesNotEndWith(" null");
    }

    @Test
    void aTruncatedArrayIsAnError() throws IOException {
        Path npy = directory.resolve("m.npy");
        MapFiles.writeNpy(MAP, npy);
        byte[] bytes = Files.readAllBytes(npy);
        Files.write(npy, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> MapFiles.read(npy)).isInstanceOf(XvadDataException.class);
    }

    @Test
    void sixteenBitPicturesAreMapsFromZeroToOne() {
        Path png = directory.resolve("m.png");
        io.xvad.data.image.ImageWriter.writePng(io.xvad.core.Image.of("m", 1, 1, 2, new float[] {0.25f, 1}), png);
        assertThat(MapFiles.read(png).at(0, 0)).isCloseTo(0.25f, within(1 / 255f));
        assertThat(MapFiles.read(png).at(0, 1)).isEqualTo(1);
    }

    /** Written by golden/tiff.py. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tifffile-plain",
                "tifffile-deflate",
                "tifffile-lzw-predictor",
                "tifffile-tiled",
                "tifffile-bigendian",
                "tifffile-float64",
                "pillow",
                "opencv"
            })
    void floatTiffsOfOtherToolsAreReadExactly(String name) throws URISyntaxException {
        AnomalyMap map = MapFiles.read(Path.of(
                MapFilesTest.class.getResource("/golden/tiff/" + name + ".tiff").toURI()));
        assertThat(map.height()).isEqualTo(40);
        assertThat(map.width()).isEqualTo(33);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 33; x++) {
                assertThat(map.at(y, x)).isEqualTo((float) (y * 1000.5 - x));
            }
        }
    }
}
