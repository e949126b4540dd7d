package io.xvad.evaluation.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresFileTest {

    @TempDir
    private Path directory = Path.of("");

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("scores.csv"), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,score\ndent/0.png,1.5\ngood/1,2\n",
                "\ufeffname,score\r\ndent/0.png,1.5\r\ngood/1,2\r\n",
                "\ufeffdent/0.png,1.5\ngood/1,2",
                "name;score\ndent\\0.jpeg;1.5\ngood/1;2\n",
                "\ufeffname\tscore\ndent/0.webp\t1.5\ngood/1\t2\n",
                "\"name\",\"score\"\n\"dent/0.png\",\"1.5\"\n\"good/1\", 2 \n",
            })
    void aSpreadsheetsWaysOfWritingAreRead(String content) throws IOException {
        assertThat(ScoresFile.read(file(content))).isEqualTo(Map.of("dent/0", 1.5, "good/1", 2.0));
    }

    @Test
    void aNameMayHoldADelimiter() throws IOException {
        assertThat(ScoresFile.read(file("\"a,b;c\",3\n"))).isEqualTo(Map.of("a,b;c", 3.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;1,5\nb;2\n", "name;score\na;1,5\n"})
    void aDecimalCommaIsRefused(String content) {
        assertThatThrownBy(() -> ScoresFile.read(file(content)))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("scores.csv: row ")
                .hasMessageContaining("'1,5' is not a number; write it with a decimal point");
    }

    @Test
    void whatIsWrongIsNamedWithItsRow() {
        assertThatThrownBy(() -> ScoresFile.read(file("name,score\na,1,5\n"))).hasMessageContaining("row 2 must be");
        assertThatThrownBy(() -> ScoresFile.read(file("a,1\nb,x\n")))
                .hasMessageContaining("row 2: 'x' is not a number");
        assertThatThrownBy(() -> ScoresFile.read(file("a,1\nb,NaN\n"))).hasMessageContaining("row 2: a score must");
        assertThatThrownBy(() -> ScoresFile.read(file("a,1\na.png,2\n"))).hasMessageContaining("second score for 'a'");
        assertThatThrownBy(() -> ScoresFile.read(
                        Files.write(directory.resolve("u.csv"), "ä,1\n".getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("u.csv: is not UTF-8");
    }
}
