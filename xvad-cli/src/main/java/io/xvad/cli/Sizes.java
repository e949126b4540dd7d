package io.xvad.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes such as {@code 64m} or {@code 500k}; a number alone is in bytes. */
final class Sizes implements ITypeConverter<Integer> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})([kmg]?)");
    private static final long LARGEST = Integer.MAX_VALUE - 16L;

    @Override
    public Integer convert(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no size such as 500k or 64m");
        }
        long bytes = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
        if (bytes < 1 || bytes > LARGEST) {
            throw new TypeConversionException("'" + text + "' must be at least 1 byte and less than 2g");
        }
        return (int) bytes;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
    }
}
