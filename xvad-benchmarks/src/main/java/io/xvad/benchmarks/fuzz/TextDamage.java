package io.xvad.benchmarks.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages text where it has a form: numbers, words, punctuation, lines, nesting. */
final class TextDamage {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9-]*");
    private static final Pattern MARK = Pattern.compile("[\\[\\]{}<>/\"',:;=()&|]");
    private static final Pattern LINE = Pattern.compile("[^\\n]*\\n?");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "99999999999999999999",
            "1e400",
            "-1e-400",
            "NaN",
            "Infinity",
            "1.5",
            "",
            "null",
            "0x10",
            "1,5",
            "1000000000",
            "[]",
            "\"1\"",
            "٣");
    private static final List<String> WORDS = List.of(
            "",
            "null",
            "true",
            "../../etc/passwd",
            "/",
            "\\",
            "a\u0000b",
            "\uFEFF",
            "\uD83D\uDE00",
            "%s",
            "$1",
            "#",
            "*",
            ".",
            "&lt;",
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
            "<![CDATA[",
            "\\u0000",
            "\r",
            " ");
    private static final String[] NESTS = {"[", "{\"a\":", "<a>", "(", "\"", "&", "-", "!"};
    private static final int DEEP = 20_000;

    private TextDamage() {}

    /** One damage. */
    static byte[] one(byte[] bytes, SplittableRandom random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> replaced(text, NUMBER, latin(NUMBERS.get(random.nextInt(NUMBERS.size()))), random);
            case 3 -> replaced(text, WORD, latin(WORDS.get(random.nextInt(WORDS.size()))), random);
            case 4 -> replaced(text, MARK, random.nextBoolean() ? "" : latin("]}>,\"'"), random);
            case 5 -> replaced(text, LINE, "", random);
            case 6 -> swapped(text, random);
            default -> nested(text, random);
        };
    }

    /** The bytes of a text in UTF-8, as characters of one byte each. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] replaced(String text, Pattern what, String by, SplittableRandom random) {
        List<MatchResult> found = what.matcher(text).results().toList();
        if (found.isEmpty()) {
            return bytes(text + by);
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return bytes(text.substring(0, one.start()) + by + text.substring(one.end()));
    }

    /** Swaps two words or numbers. */
    private static byte[] swapped(String text, SplittableRandom random) {
        List<MatchResult> found = new ArrayList<>(
                (random.nextBoolean() ? WORD : NUMBER).matcher(text).results().toList());
        if (found.size() < 2) {
            return bytes(text);
        }
        int first = random.nextInt(found.size() - 1);
        MatchResult a = found.get(first);
        MatchResult b = found.get(first + 1 + random.nextInt(found.size() - 1 - first));
        return bytes(text.substring(0, a.start())
                + b.group()
                + text.substring(a.end(), b.start())
                + a.group()
                + text.substring(b.end()));
    }

    /** Mostly a few times, now and then very deep. */
    private static byte[] nested(String text, SplittableRandom random) {
        int at = random.nextInt(text.length() + 1);
        int times = random.nextInt(50) == 0 ? DEEP : 1 + random.nextInt(80);
        return bytes(text.substring(0, at) + NESTS[random.nextInt(NESTS.length)].repeat(times) + text.substring(at));
    }
}
