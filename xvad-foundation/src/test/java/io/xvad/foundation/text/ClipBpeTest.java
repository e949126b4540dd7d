package io.xvad.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.foundation.model.Export;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipBpeTest {

    private static final Export EXPORT = Export.of("plain");
    private static final int CONTEXT = 77;

    private static ClipBpe tokenizer() {
        return ClipBpe.read(EXPORT.model().vocabulary());
    }

    private static void assertTokens(String sentences, String ids) {
        ClipBpe tokenizer = tokenizer();
        List<String> lines = EXPORT.lines(sentences);
        long[] expected = EXPORT.tensor(ids).longs();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(tokenizer.encode(lines.get(i), CONTEXT))
                    .as(lines.get(i))
                    .containsExactly(Arrays.copyOfRange(expected, i * CONTEXT, (i + 1) * CONTEXT));
        }
    }

    @Test
    void tokensEqualOpenClips() {
        assertTokens("sentences", "input_ids");
    }

    @Test
    void controlTokensOfAUserAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer().encode("a <|endoftext|> screw", CONTEXT))
                .withMessageContaining("must not hold");
    }

    @Test
    void whatIsTooLongIsCutAndStillEnds() {
        long[] whole = tokenizer().encode("one two three four five six seven eight", CONTEXT);
        long[] cut = tokenizer().encode("one two three four five six seven eight", 5);
        assertThat(cut).hasSize(5);
        assertThat(Arrays.copyOf(cut, 4)).containsExactly(Arrays.copyOf(whole, 4));
        assertThat(cut[4]).isEqualTo(Arrays.stream(whole).max().orElseThrow());
    }

    @Test
    void aFileThatHoldsNoMergesIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("merges.txt"), "version\nno pair of two\n");
        assertThatThrownBy(() -> ClipBpe.read(file))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("merges.txt");
    }
}
