package io.xvad.core.option;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A typed option: name, default, allowed values and one line of help. One spec drives Java, the command line and the
 * documentation. Immutable and thread-safe.
 *
 * @param <T> type of the value: Integer, Long, Double, Boolean, String or a list of String
 */
public final class OptionSpec<T> {

    private final String name;
    private final T defaultValue;
    private final String type;
    private final String allowed;
    private final String help;
    private final Function<String, T> parser;
    private final Function<T, String> printer;

    private OptionSpec(
            String name,
            T defaultValue,
            String type,
            String allowed,
            String help,
            Function<String, T> parser,
            Function<T, String> printer) {
        this.name = requireFree(Names.requireKebabCase("option", name));
        this.type = type;
        this.allowed = allowed;
        this.help = help;
        this.parser = parser;
        this.printer = printer;
        this.defaultValue = defaultValue;
        parse(printer.apply(defaultValue));
    }

    /** A whole number in [{@code min}, {@code max}]. */
    public static OptionSpec<Integer> integer(String name, int defaultValue, int min, int max, String help) {
        return new OptionSpec<>(
                name,
                defaultValue,
                "integer",
                interval(min, max == Integer.MAX_VALUE ? "any" : String.valueOf(max)),
                help,
                text -> {
                    int value = Integer.parseInt(text.strip());
                    require(value >= min && value <= max);
                    return value;
                },
                String::valueOf);
    }

    /** A finite number in [{@code min}, {@code max}]. */
    public static OptionSpec<Double> decimal(String name, double defaultValue, double min, double max, String help) {
        return new OptionSpec<>(
                name,
                defaultValue,
                "decimal",
                interval(min, max == Double.MAX_VALUE ? "any" : String.valueOf(max)),
                help,
                text -> {
                    double value = Double.parseDouble(text.strip());
                    require(Double.isFinite(value) && value >= min && value <= max);
                    return value;
                },
                String::valueOf);
    }

    /** {@code true} or {@code false}. */
    public static OptionSpec<Boolean> flag(String name, boolean defaultValue, String help) {
        return new OptionSpec<>(
                name,
                defaultValue,
                "flag",
                "true or false",
                help,
                text -> {
                    String word = text.strip();
                    require(word.equals("true") || word.equals("false"));
                    return Boolean.valueOf(word);
                },
                String::valueOf);
    }

    /** One of a few words. */
    public static OptionSpec<String> choice(String name, String defaultValue, List<String> choices, String help) {
        List<String> known = List.copyOf(choices);
        return new OptionSpec<>(
                name,
                defaultValue,
                "choice",
                "one of " + String.join(", ", known),
                help,
                text -> {
                    require(known.contains(text.strip()));
                    return text.strip();
                },
                Function.identity());
    }

    /** One of a few words, or a finite number in [{@code min}, {@code max}] as text. */
    public static OptionSpec<String> decimalOr(
            String name, String defaultValue, List<String> words, double min, double max, String help) {
        List<String> known = List.copyOf(words);
        OptionSpec<Double> number = decimal(name, min, min, max, help);
        return new OptionSpec<>(
                name,
                defaultValue,
                "text",
                String.join(", ", known) + ", or a number " + number.allowed(),
                help,
                text -> known.contains(text.strip()) ? text.strip() : String.valueOf(number.parse(text)),
                Function.identity());
    }

    /** Free text, for example a path; may be empty. */
    public static OptionSpec<String> text(String name, String defaultValue, String allowed, String help) {
        return new OptionSpec<>(name, defaultValue, "text", allowed, help, Function.identity(), Function.identity());
    }

    /**
     * A longer text, which may be given as {@code @FILE}: then it is what that file holds, in UTF-8, so that a model that was fitted with it needs the
     * file no more.
     *
     * @param defaultValue such a text; empty where a detector brings its own
     */
    public static OptionSpec<String> content(String name, String defaultValue, String allowed, String help) {
        return new OptionSpec<>(name, defaultValue, "text", allowed, help, OptionSpec::contentOf, Function.identity());
    }

    private static String contentOf(String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        Path file = Path.of(text.substring(1));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** At least one word, separated by commas. */
    public static OptionSpec<List<String>> words(String name, List<String> defaultValue, String allowed, String help) {
        return new OptionSpec<>(
                name,
                List.copyOf(defaultValue),
                "list",
                allowed,
                help,
                text -> {
                    List<String> words = Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .toList();
                    require(words.stream().noneMatch(String::isEmpty));
                    return words;
                },
                words -> String.join(",", words));
    }

    private static String requireFree(String name) {
        if (name.equals(Preset.OPTION)) {
            throw new IllegalArgumentException("no option can be named '" + name + "': the word chooses a preset");
        }
        return name;
    }

    private static String interval(Number min, String max) {
        return "from " + min + " to " + max;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("outside the allowed values");
        }
    }

    /** Kebab-case name, for example {@code coreset-size}. */
    public String name() {
        return name;
    }

    /** Value where none is given. */
    public T defaultValue() {
        return defaultValue;
    }

    /** The default as it would be typed. */
    public String defaultText() {
        return printer.apply(defaultValue);
    }

    /** {@code integer}, {@code decimal}, {@code flag}, {@code choice}, {@code text} or {@code list}. */
    public String type() {
        return type;
    }

    /** The allowed values in words. */
    public String allowed() {
        return allowed;
    }

    /** A line of help: what the option does. */
    public String help() {
        return help;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException naming the option, the value and what is allowed
     */
    public T parse(String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "option '" + name + "': '" + text + "' is not allowed, wanted " + type + " " + allowed, e);
        }
    }

    String print(Object value) {
        @SuppressWarnings("unchecked")
        T typed = (T) value;
        return printer.apply(typed);
    }

    @Override
    public String toString() {
        return name + "=" + defaultText() + " (" + type + " " + allowed + "): " + help;
    }
}
