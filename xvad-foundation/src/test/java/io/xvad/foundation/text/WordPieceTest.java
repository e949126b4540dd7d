package io.xvad.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;
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

class WordPieceTest {

    private static final Export EXPORT = Export.of("words");
    private static final String SEPARATOR = "\u001f";

    private final WordPiece tokenizer = WordPiece.read(EXPORT.folder().resolve("vocab.txt"));

    @Test
    void sentencesOfAllKindsOfLettersEqualHuggingFace() {
        String[] sentences = String.join("\n", EXPORT.lines("sentences")).split(SEPARATOR, -1);
        long[] lengths = EXPORT.tensor("lengths").longs();
        long[] ids = EXPORT.tensor("ids").longs();
        assertThat(sentences).hasSize(lengths.length).hasSizeGreaterThan(2000);
        int from = 0;
        for (int i = 0; i < lengths.length; i++) {
            int to = from + (int) lengths[i];
            assertThat(tokenizer.encode(sentences[i]))
                    .as("sentence %d: '%s'", i, sentences[i])
                    .isEqualTo(Arrays.copyOfRange(ids, from, to));
            from = to;
        }
    }

    @Test
    void shortSentencesArePaddedAndLongOnesKeepTheirEnd() {
        long[] all = tokenizer.encode("a b c");
        assertThat(tokenizer.encode("a b c", 7)).startsWith(all).endsWith(0, 0);
        assertThat(tokenizer.encode("a b c", 3)).isEqualTo(new long[] {all[0], all[1], all[4]});
    }

    @Test
    void piecesOfAWordAreJoinedAgain() {
        assertThat(tokenizer.text(tokenizer.encode("Abc-de f"))).isEqualTo("abc - de f");
    }

    @Test
    void aFileThatIsNoVocabularyIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("vocab.txt");
        assertThatThrownBy(() -> WordPiece.read(file))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("vocab.txt: cannot be read");
        Files.write(file, List.of("a", "b"));
        assertThatThrownBy(() -> WordPiece.read(file))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("must hold [UNK], [CLS] and [SEP]");
    }
}
