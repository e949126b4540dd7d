package io.xvad.language.describe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The numbers that a sentence writes in digits, each to be found among those that were measured, rounded as it is written. Digits in groups of three with commas are one number or, as in a place (120,240), several.
 */
final class WrittenNumbers {

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\w.])((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?)(\\s*%)?(?!\\w|\\.\\d)");
    private static final double A_LITTLE = 1e-9;

    private WrittenNumbers() {}

    /** Those of a text that are none of the known numbers, their signs aside; a percentage is a hundred times a known number, or one itself. */
    static List<String> unknown(String text, Supplier<DoubleStream> known) {
        List<String> unknown = new ArrayList<>();
        Matcher found = NUMBER.matcher(text);
        while (found.find()) {
            String digits = found.group(1);
            boolean percent = found.group(2) != null;
            boolean isKnown = isKnown(digits.replace(",", ""), percent, known.get())
                    || digits.contains(",")
                            && Stream.of(digits.split(",", -1)).allMatch(part -> isKnown(part, percent, known.get()));
            if (!isKnown) {
                unknown.add(found.group());
            }
        }
        return unknown;
    }

    private static boolean isKnown(String digits, boolean percent, DoubleStream known) {
        BigDecimal written = new BigDecimal(digits);
        double value = written.doubleValue();
        double half = written.ulp().doubleValue() / 2 * (1 + A_LITTLE);
        return known.map(Math::abs)
                .anyMatch(number ->
                        Math.abs(number - value) <= half || percent && Math.abs(100 * number - value) <= half);
    }
}
