package io.xvad.language.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** The numbers that a sentence writes in digits, each to be found among those that were measured, rounded as it is written. */
final class WrittenNumbers {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d+(?:\\.(\\d+))?)(\\s*%)?(?![\\w]|\\.\\d)");
    private static final double A_LITTLE = 1e-9;

    private WrittenNumbers() {}

    /** Those of a text that are none of the known numbers, their signs aside; a percentage is a hundred times a known number, or one itself. */
    static List<String> unknown(String text, Supplier<DoubleStream> known) {
        List<String> unknown = new ArrayList<>();
        Matcher found = NUMBER.matcher(text);
        while (found.find()) {
            double value = Double.parseDouble(found.group(1));
            int decimals = found.group(2) == null ? 0 : found.group(2).length();
            double half = Math.pow(10, -decimals) / 2 + A_LITTLE;
            boolean percent = found.group(3) != null;
            boolean isKnown = known.get()
                    .map(Math::abs)
                    .anyMatch(number ->
                            Math.abs(number - value) <= half || percent && Math.abs(100 * number - value) <= half);
            if (!isKnown) {
                unknown.add(found.group());
            }
        }
        return unknown;
    }
}
