package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tutorials show is the source of the examples, which the build compiles and runs. */
class TutorialsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SOURCE_OR_CODE =
            Pattern.compile("`(examples/[^`]+)`|```(java|text)\n(.*?)```", Pattern.DOTALL);
    private static final String LEFT_OUT = "// …";

    /** Code of a tutorial and the file that was named last before it. */
    private record Quote(String file, String code) {

        void isIn(String source) {
            int from = 0;
            for (String part : flat(code).split(Pattern.quote(LEFT_OUT))) {
                int found = source.indexOf(part.strip(), from);
                assertThat(found)
                        .as(file + " contains, after what came before:\n" + part)
                        .isNotNegative();
                from = found + part.strip().length();
            }
        }
    }

    /** Without indentation and empty lines. */
    private static String flat(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static List<Quote> quotes(String page) {
        List<Quote> quotes = new ArrayList<>();
        Matcher matcher = SOURCE_OR_CODE.matcher(page);
        String file = "";
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                file = matcher.group(1);
            } else {
                quotes.add(new Quote(file, matcher.group(3)));
            }
        }
        return quotes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-your-own-detector.md", "write-your-own-explainer.md"})
    void everySnippetIsInTheExample(String name) throws IOException {
        List<Quote> quotes = quotes(Files.readString(ROOT.resolve("docs").resolve(name)));
        assertThat(quotes).hasSizeGreaterThan(5);
        for (Quote quote : quotes) {
            quote.isIn(flat(Files.readString(ROOT.resolve(quote.file()))));
        }
    }
}
