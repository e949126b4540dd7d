package io.xvad.cli;

import io.xvad.core.IgnoredRegions;
import io.xvad.core.Polygon;
import io.xvad.data.map.MaskFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which regions of every image or frame are ignored. */
final class IgnoreOptions {

    @Option(
            names = "--ignore",
            paramLabel = "FILE",
            description =
                    "Mask of what to ignore in every image or frame, white on black, repeatable; a mask of another size is"
                            + " stretched to the image. The regions are saved with the model.")
    private List<Path> masks = new ArrayList<>();

    @Option(
            names = "--ignore-polygon",
            paramLabel = "CORNERS",
            description =
                    "Polygon to ignore, repeatable: \"x,y x,y x,y\" in fractions of width and height from 0 to 1, or in pixels of"
                            + " an image of a size, \"x,y x,y x,y@WIDTHxHEIGHT\".")
    private List<String> polygons = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "FILE",
            description = "Mask of where to look, white on black: all else is ignored.")
    private @Nullable Path only;

    @Option(
            names = "--only-polygon",
            paramLabel = "CORNERS",
            description = "Polygon to look in, in the form of --ignore-polygon: all else is ignored.")
    private @Nullable String onlyPolygon;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** All of them; none if the options were not given. */
    IgnoredRegions regions() {
        IgnoredRegions regions = IgnoredRegions.none();
        for (Path mask : masks) {
            regions = regions.and(IgnoredRegions.of(MaskFiles.read(mask)));
        }
        for (String polygon : polygons) {
            regions = regions.and(parsed(polygon));
        }
        if (only != null) {
            regions = regions.and(IgnoredRegions.of(MaskFiles.read(only).inverted()));
        }
        return onlyPolygon == null ? regions : regions.and(parsed(onlyPolygon).outside());
    }

    private Polygon parsed(String polygon) {
        try {
            return Polygon.parse(polygon);
        } catch (IllegalArgumentException e) {
            throw command == null
                    ? e
                    : new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
