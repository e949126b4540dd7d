package io.xvad.video.objects;

import io.xvad.core.engine.NetworkSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Ultralytics leaves in an export: Python's way of writing numbers, lists and dictionaries. */
final class ExportMetadata {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** A number and a text in single or double quotes; a list has no numbers. */
    private static final Pattern NAME =
            Pattern.compile("(?:(\\d+)\\s*:\\s*)?(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")");

    private ExportMetadata() {}

    /** The whole numbers of a list; empty if there is none of this key. */
    static List<Integer> numbers(NetworkSignature signature, String key) {
        List<Integer> numbers = new ArrayList<>();
        Matcher found = NUMBER.matcher(signature.metadata().getOrDefault(key, ""));
        while (found.find()) {
            numbers.add(Integer.valueOf(found.group()));
        }
        return numbers;
    }

    /** Names of the classes, in the order of their numbers; empty if it has none. */
    static List<String> names(NetworkSignature signature) {
        TreeMap<Integer, String> names = new TreeMap<>();
        Matcher found = NAME.matcher(signature.metadata().getOrDefault("names", ""));
        while (found.find()) {
            int number =
                    Optional.ofNullable(found.group(1)).map(Integer::valueOf).orElse(names.size());
            String quoted = Optional.ofNullable(found.group(2)).orElseGet(() -> found.group(3));
            names.put(number, quoted.replaceAll("\\\\(.)", "$1"));
        }
        return List.copyOf(names.values());
    }

    /** What the network was made for, such as detect, pose or segment; empty if it does not say. */
    static String task(NetworkSignature signature) {
        return signature.metadata().getOrDefault("task", "");
    }

    /** Whether it describes itself by this word. */
    static boolean describes(NetworkSignature signature, String word) {
        return signature
                .metadata()
                .getOrDefault("description", "")
                .toLowerCase(Locale.ROOT)
                .contains(word);
    }
}
