package io.xvad.foundation.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadModelException;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.model.Foreign;
import io.xvad.foundation.text.ClipBpe;
import io.xvad.foundation.text.Tokenizer;
import io.xvad.testkit.SeparateProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.MAC, architectures = "x86_64", disabledReason = "DJL has no native code for it")
class HuggingFaceFormatTest {

    private static final String CACHE = "ENGINE_CACHE_DIR";
    private static final Path FILE = Foreign.folder("tokenizer").resolve("tokenizer.json");
    private static final int CONTEXT = 77;

    /** HTML and typographic quotes, which Hugging Face's tokenizer leaves as they are, and a Greek sigma at the end of a word, of which it makes the letter for the middle. */
    private static final Pattern UNUSUAL =
            Pattern.compile("&\\w+;|[\u2018\u2019\u201c\u201d]|\u03a3\\b", Pattern.UNICODE_CHARACTER_CLASS);

    private static Tokenizer tokenizer;

    /** Native code goes to the build folder, and not to the home of who builds. */
    @BeforeAll
    static void open() {
        System.setProperty(CACHE, Path.of("target", "djl").toAbsolutePath().toString());
        tokenizer = new HuggingFaceFormat().open(FILE);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
        System.clearProperty(CACHE);
    }

    @Test
    void plainSentencesGiveTheTokensOfClipBpe() {
        Export export = Export.of("plain");
        ClipBpe own = ClipBpe.read(export.model().vocabulary());
        List<String> sentences = export.lines("sentences").stream()
                .filter(sentence -> !UNUSUAL.matcher(sentence).find())
                .toList();
        assertThat(sentences).hasSizeGreaterThan(20);
        for (String sentence : sentences) {
            assertThat(tokenizer.encode(sentence, CONTEXT)).as(sentence).containsExactly(own.encode(sentence, CONTEXT));
        }
    }

    @Test
    void whatIsTooLongIsCutAndStillEnds() {
        long[] whole = tokenizer.encode("one two three four five six seven eight", CONTEXT);
        long[] cut = tokenizer.encode("one two three four five six seven eight", 5);
        assertThat(Arrays.copyOf(cut, 4)).containsExactly(Arrays.copyOf(whole, 4));
        assertThat(cut[4]).isEqualTo(Arrays.stream(whole).max().orElseThrow());
    }

    @Test
    void whatIsTooShortIsFilledWithThePaddingOfTheFile(@TempDir Path folder) throws IOException {
        String json = Files.readString(FILE)
                .replaceFirst(
                        "\"padding\":null",
                        "\"padding\":{\"strategy\":{\"Fixed\":9},\"direction\":\"Right\",\"pad_to_multiple_of\":null,"
                                + "\"pad_id\":7,\"pad_type_id\":0,\"pad_token\":\"a\"}");
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
        try (Tokenizer padding = new HuggingFaceFormat().open(file)) {
            long[] ids = padding.encode("a", 12);
            assertThat(Arrays.copyOf(ids, 3)).containsExactly(Arrays.copyOf(tokenizer.encode("a", 12), 3));
            assertThat(Arrays.copyOfRange(ids, 3, 12)).containsOnly(7);
        }
    }

    @Test
    void controlTokensOfAUserAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.encode("a <|endoftext|> screw", CONTEXT))
                .withMessageContaining("must not hold <|endoftext|>");
    }

    @Test
    void whatIsNoTokenizerIsNamed(@TempDir Path folder) throws IOException {
        for (String text : List.of("no JSON", "{\"model\": {}}")) {
            Path file = Files.writeString(folder.resolve("tokenizer.json"), text);
            assertThatThrownBy(() -> new HuggingFaceFormat().open(file))
                    .isInstanceOf(XvadModelException.class)
                    .hasMessageContaining("tokenizer.json: cannot be read as a tokenizer");
        }
    }

    @Test
    void theSwitchOfDjlIsLeftAsItWas() throws IOException {
        assertThat(Offline.<String>call(() -> System.getProperty("ai.djl.offline")))
                .isEqualTo("true");
        assertThat(System.getProperty("ai.djl.offline")).isNull();
    }

    /** Says what is missing where DJL is. */
    static final class Says {
        public static void main(String[] arguments) {
            System.out.println(new HuggingFaceFormat().availability().missing().orElse("nothing is missing"));
        }
    }

    @Test
    void withoutDjlTheMavenLinesAreNamed() throws Exception {
        SeparateProcess process = SeparateProcess.of(entry -> !entry.contains("tokenizers"), Says.class, List.of());
        assertThat(process.output())
                .contains(
                        "<groupId>ai.djl.huggingface</groupId><artifactId>tokenizers</artifactId><version>0.38.0</version>");
    }
}
