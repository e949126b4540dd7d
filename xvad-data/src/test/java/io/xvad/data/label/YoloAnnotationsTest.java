package io.xvad.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YoloAnnotationsTest {

    @TempDir
    private Path directory = Path.of("");

    private Mask mask(String rows) throws IOException {
        Files.writeString(directory.resolve("000.txt"), rows);
        return YoloAnnotations.in(directory).maskOf(Path.of("000.jpg"), 20, 40).orElseThrow();
    }

    @Test
    void boxesAndPolygonsAreSharesOfTheImage() throws IOException {
        Mask box = mask("0 0.5 0.5 0.25 0.5\n");
        assertThat(box.count()).isEqualTo(100);
        assertThat(box.at(5, 15) && box.at(14, 24)).isTrue();
        assertThat(mask("3 0 0 0.5 0 0.5 0.5 0 0.5").count()).isEqualTo(200);
        assertThat(mask("0 0.5 0.5 0.25 0.5\r\n\r\n3 0 0 0.5 0 0.5 0.5 0 0.5\r\n")
                        .count())
                .isEqualTo(100 + 200 - 5 * 5);
        assertThat(mask("").any()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0 12 30 5 5,line 1: shares of the image lie between 0 and 1",
        "0 0.5 0.5 x 0.5,line 1: 'x' is not a number",
        "0 0.5 0.5 0.5,line 1: a row is a class and 4 numbers",
        "0 0.5 0.5 0.25 0.5 0.9,line 1: a row is a class and 4 numbers"
    })
    void whatIsWrongIsNamedWithItsLine(String row, String message) {
        assertThatThrownBy(() -> mask(row))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("000.txt")
                .hasMessageContaining(message);
    }
}
