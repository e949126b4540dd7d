package io.xvad.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.Sha256;
import io.xvad.foundation.model.Export;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
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

    /** The digest that tools/export/sentences.py gets for open_clip's tokenizer and for Hugging Face's. */
    @Test
    void tokensOfTenThousandGeneratedSentencesEqualBothReferences() throws IOException {
        assertThat(digest(tokenizer())).isEqualTo("26e19dacb0ca0f937a820e683ef6e2a835e57ba2df28d66593c41203186aae19");
    }

    private static String digest(ClipBpe tokenizer) throws IOException {
        List<String> words = Files.readAllLines(Path.of("src", "test", "resources", "words.txt"));
        ByteBuffer ids = ByteBuffer.allocate(10_000 * CONTEXT * Long.BYTES);
        long state = 2023;
        for (int i = 0; i < 10_000; i++) {
            state = next(state);
            StringJoiner sentence = new StringJoiner(" ");
            for (int length = 1 + (int) ((state >>> 20) % 16); length > 0; length--) {
                state = next(state);
                sentence.add(words.get((int) ((state >>> 20) % words.size())));
            }
            for (long id : tokenizer.encode(sentence.toString(), CONTEXT)) {
                ids.putLong(id);
            }
        }
        return Sha256.of(ids.array());
    }

    private static long next(long state) {
        return (state * 0x5DEECE66DL + 11) & (1L << 48) - 1;
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
