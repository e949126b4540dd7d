package io.xvad.cli;

import io.xvad.core.option.Names;
import io.xvad.report.MapFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a map format, or {@code none}, of {@code --maps}. */
final class MapFormats implements ITypeConverter<Optional<MapFormat>> {

    private static final String NONE = "none";

    @Override
    public Optional<MapFormat> convert(String value) {
        String wanted = value.toLowerCase(Locale.ROOT);
        if (wanted.equals(NONE)) {
            return Optional.empty();
        }
        Optional<MapFormat> format = Arrays.stream(MapFormat.values())
                .filter(each -> name(each).equals(wanted))
                .findFirst();
        if (format.isEmpty()) {
            List<String> known = new ArrayList<>(
                    Arrays.stream(MapFormat.values()).map(MapFormats::name).toList());
            known.add(NONE);
            throw new TypeConversionException(Names.unknown("map format", value, known));
        }
        return format;
    }

    private static String name(MapFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
