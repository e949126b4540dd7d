package io.xvad.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.ReducedMap;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.DetectionJson;
import io.xvad.data.map.PngScale;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes what was found in images to a directory: maps below {@code maps}, overlays below {@code overlays}, and gives the JSON that
 * says so. Immutable and thread-safe.
 *
 * @param fitted the detector that found it
 * @param directory where to write
 * @param formats of maps
 */
public record DetectionFiles(FittedDetector fitted, Path directory, Set<MapFormat> formats) {

    private static final int OVERLAY_SIZE = 512;
    private static final ObjectMapper JSON = new ObjectMapper();

    public DetectionFiles {
        formats = Set.copyOf(formats);
    }

    /**
     * The detector that {@link #write} needs for large images: it writes their exact maps while it scores, because they are never whole in
     * memory.
     *
     * @param name relative path, without an ending, of the files made of the image of an id
     */
    public FittedDetector detector(Function<String, Path> name) {
        return new KeepsLargeMaps(
                fitted, formats, id -> directory.resolve("maps").resolve(name.apply(id)));
    }

    /**
     * Writes the files of one image.
     *
     * @param sample an image, or a large image that {@link #detector} has scored
     * @param name relative path, without an ending, of the files made of this image
     * @return the detection as {@link DetectionJson} writes it, with {@code overlay}, the overlay's path, and if there is a map {@code
     *     mapScale} and {@code mapFiles}, the map's path by format; with PNG among
     *     the formats also {@code png16Scale}, what {@link PngScale} needs to undo its levels; {@code ignoredPixels}, how many of the overlay's, if the
     *     detector ignores regions; of a large image {@code reducedBy}, the pixels a side of what is one pixel of overlay and PNG
     * @throws io.xvad.core.XvadDataException if a file cannot be written
     */
    public ObjectNode write(Sample sample, Detection detection, Path name) {
        if (!(sample instanceof LargeImage large)) {
            return write(sample.requireImage(), detection, name, json(detection), formats);
        }
        int factor = ReducedMap.factor(large.height(), large.width());
        List<Region> regions = detection.regions().stream()
                .map(region -> region.reduced(factor))
                .toList();
        ObjectNode json = json(detection).put("reducedBy", factor);
        return write(
                large.overview(factor),
                detection.with(detection.verdict(), detection.maps(), regions),
                name,
                json,
                Set.of(MapFormat.PNG16));
    }

    /**
     * Writes the files of an image.
     *
     * @param drawn formats of the map that are written here; others are there already
     */
    private ObjectNode write(Image image, Detection detection, Path name, ObjectNode json, Set<MapFormat> drawn) {
        MapScales.of(fitted, detection).ifPresent(scale -> writeMap(detection.map(), scale, name, json, drawn));
        Path overlay = file("overlays", name, ".png");
        Overlay drawing = Overlay.on(image, Overlay.zoomFor(image, OVERLAY_SIZE))
                .detection(detection, MapScales.of(fitted, detection));
        fitted.capability(Cover.class).map(cover -> cover.mask(image)).ifPresent(ignored -> {
            drawing.ignored(ignored);
            json.put("ignoredPixels", ignored.count());
        });
        drawing.write(overlay);
        return json.put("overlay", overlay.toString());
    }

    private static ObjectNode json(Detection detection) {
        try {
            return (ObjectNode) JSON.readTree(DetectionJson.withoutMaps(detection));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeMap(AnomalyMap map, MapScale scale, Path name, ObjectNode json, Set<MapFormat> drawn) {
        json.putObject("mapScale")
                .put("low", scale.low())
                .put("threshold", scale.threshold())
                .put("high", scale.high());
        if (formats.contains(MapFormat.PNG16)) {
            PngScale png = PngScale.of(scale);
            json.putObject("png16Scale")
                    .put("low", png.low())
                    .put("high", png.high())
                    .put("lowLevel", PngScale.LOW_LEVEL)
                    .put("highLevel", PngScale.HIGH_LEVEL)
                    .put("lastLevel", PngScale.LAST_LEVEL)
                    .put("reach", PngScale.REACH);
        }
        ObjectNode written = json.putObject("mapFiles");
        for (MapFormat format : MapFormat.values()) {
            if (formats.contains(format)) {
                Path file = file("maps", name, format.ending());
                if (drawn.contains(format)) {
                    format.write(map, scale, file);
                }
                written.put(format.name().toLowerCase(Locale.ROOT), file.toString());
            }
        }
    }

    private Path file(String below, Path name, String ending) {
        Path path = directory.resolve(below).resolve(name);
        return path.resolveSibling(path.getFileName() + ending);
    }
}
