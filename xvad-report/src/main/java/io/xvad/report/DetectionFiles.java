package io.xvad.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.DetectionJson;
import io.xvad.data.map.PngScale;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

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
     * Writes the files of one image.
     *
     * @param name relative path, without an ending, of the files made of this image
     * @return the detection as {@link DetectionJson} writes it, with {@code overlay}, the overlay's path, and if there is a map {@code
     *     mapScale} and {@code mapFiles}, the map's path by format; with PNG among
     *     the formats also {@code png16Scale}, what {@link PngScale} needs to undo its levels; {@code ignoredPixels} if the detector
     *     ignores regions
     * @throws io.xvad.core.XvadDataException if a file cannot be written
     */
    public ObjectNode write(Image image, Detection detection, Path name) {
        ObjectNode json = json(detection);
        MapScales.of(fitted, detection).ifPresent(scale -> writeMap(detection.map(), scale, name, json));
        Path overlay = file("overlays", name, ".png");
        Overlay drawn = Overlay.on(image, Overlay.zoomFor(image, OVERLAY_SIZE))
                .detection(detection, MapScales.of(fitted, detection));
        fitted.capability(Cover.class).map(cover -> cover.mask(image)).ifPresent(ignored -> {
            drawn.ignored(ignored);
            json.put("ignoredPixels", ignored.count());
        });
        drawn.write(overlay);
        return json.put("overlay", overlay.toString());
    }

    private static ObjectNode json(Detection detection) {
        try {
            return (ObjectNode) JSON.readTree(DetectionJson.withoutMaps(detection));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeMap(AnomalyMap map, MapScale scale, Path name, ObjectNode json) {
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
                format.write(map, scale, file);
                written.put(format.name().toLowerCase(Locale.ROOT), file.toString());
            }
        }
    }

    private Path file(String below, Path name, String ending) {
        Path path = directory.resolve(below).resolve(name);
        return path.resolveSibling(path.getFileName() + ending);
    }
}
