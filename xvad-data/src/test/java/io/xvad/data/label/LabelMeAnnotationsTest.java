package io.xvad.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMeAnnotationsTest {

    @TempDir
    private Path directory = Path.of("");

    private Mask mask(String shapes) throws IOException {
        Files.createDirectories(directory.resolve("dent"));
        Files.writeString(
                directory.resolve("dent/000.json"),
                """
                {"version": "5.2.1", "flags": {}, "imagePath": "000.png", "imageData": "aGVsbG8=",
                 "shapes": [%s],
                 "imageHeight": 30, "imageWidth": 40}
                """
                        .formatted(shapes));
        return LabelMeAnnotations.in(directory)
                .maskOf(Path.of("images", "dent", "000.png"), 30, 40)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"label\": \"dent\", \"points\": [[5, 10], [15, 10], [15, 20], [5, 20]], \"shape_type\": \"polygon\"} | 100",
                "{\"label\": \"dent\", \"points\": [[15, 14], [5, 10]], \"shape_type\": \"rectangle\"} | 40",
                "{\"label\": \"ok\", \"points\": [[15, 14], [5, 10]], \"shape_type\": \"rectangle\"} | 0"
            })
    void shapesMarkPixels(String shape, int pixels) throws IOException {
        assertThat(mask(shape).count()).isEqualTo(pixels);
    }

    @Test
    void aCircleHasItsArea() throws IOException {
        int pixels = mask("{\"label\": \"a\", \"points\": [[20, 15], [20, 24]], \"shape_type\": \"circle\"}")
                .count();
        assertThat((double) pixels).isBetween(Math.PI * 81 - 8, Math.PI * 81 + 8);
    }

    @Test
    void aMaskIsStampedAtItsPlace() throws IOException {
        byte[] png = ImageWriter.png(Image.of("m", 1, 2, 2, new float[] {1, 1, 0, 1}));
        Mask mask = mask("{\"label\": \"a\", \"points\": [[7, 4], [8, 5]], \"shape_type\": \"mask\", \"mask\": \""
                + Base64.getEncoder().encodeToString(png) + "\"}");
        assertThat(mask.count()).isEqualTo(3);
        assertThat(mask.at(4, 7) && mask.at(4, 8) && mask.at(5, 8)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"label\": \"a\", \"points\": [[1, 1], [2, 2]], \"shape_type\": \"line\"} | line 2: a line has no area",
                "{\"label\": \"a\", \"points\": [[1, 1], [2, 2]]} | line 2: a polygon needs at least 3 points",
                "{\"label\": \"a\", \"points\": [[1, 1], [2, \"b\"]]} | line 2: a number is wanted, got b",
                "{\"label\": \"a\" | broken JSON"
            })
    void whatIsWrongIsNamedWithItsLine(String shape, String message) {
        assertThatThrownBy(() -> mask(shape))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("000.json")
                .hasMessageContaining(message);
    }

    @Test
    void anImageWithoutAFileIsNotKnown() throws IOException {
        mask("");
        assertThat(LabelMeAnnotations.in(directory).maskOf(Path.of("001.png"), 30, 40))
                .isEmpty();
        assertThatThrownBy(() -> LabelMeAnnotations.in(directory).maskOf(Path.of("000.png"), 60, 80))
                .hasMessageContaining("30 x 40");
    }
}
