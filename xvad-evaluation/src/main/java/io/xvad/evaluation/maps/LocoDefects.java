package io.xvad.evaluation.maps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.data.image.ImageReader;
import io.xvad.data.map.MapFiles;
import io.xvad.metrics.localisation.SaturatedPro;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures maps against the defects of MVTec LOCO AD (Bergmann et al., 2022). The truth is {@code defects_config.json}, and
 * for the map {@code KIND/NAME.*} one mask for each defect in {@code KIND/NAME/*.png}, whose value says which defect it is.
 */
public final class LocoDefects {

    private final Map<Integer, Saturation> saturations;
    private final Path masks;

    private record Saturation(double threshold, boolean relative) {}

    private LocoDefects(Map<Integer, Saturation> saturations, Path masks) {
        this.saturations = saturations;
        this.masks = masks;
    }

    /**
     * Reads the configuration.
     *
     * @throws XvadDataException naming the file, if it is none
     */
    public static LocoDefects read(Path config, Path masks) {
        try {
            Map<Integer, Saturation> saturations = new HashMap<>();
            for (JsonNode defect : new ObjectMapper().readTree(config.toFile())) {
                saturations.put(
                        defect.required("pixel_value").asInt(),
                        new Saturation(
                                defect.required("saturation_threshold").asDouble(),
                                defect.required("relative_saturation").asBoolean()));
            }
            return new LocoDefects(saturations, masks);
        } catch (IOException | IllegalArgumentException e) {
            throw new XvadDataException(config + ": not a defects_config.json: " + e.getMessage(), e);
        }
    }

    /**
     * AU-sPRO of the maps below a directory: one figure for each kind of defect (the directories of the masks), and their
     * mean under {@code mean}. Normal images count for each kind.
     *
     * @throws XvadDataException if a file cannot be read or a mask has another size than its map or an unknown value
     */
    public Map<String, Double> auSpro(Path maps, double limit, ProgressListener progress) {
        Map<String, SaturatedPro> kinds = new TreeMap<>();
        for (Path kind : directories(masks)) {
            kinds.put(kind.getFileName() + "", new SaturatedPro(limit));
        }
        List<Path> files = mapFiles(maps);
        for (int i = 0; i < files.size(); i++) {
            AnomalyMap map = MapFiles.read(files.get(i));
            Path relative = maps.relativize(files.get(i));
            String name = relative.toString();
            List<SaturatedPro.Defect> defects = defects(masks.resolve(name.substring(0, name.lastIndexOf('.'))), map);
            kinds.forEach((kind, pro) -> {
                if (defects.isEmpty() || relative.startsWith(kind)) {
                    pro.add(map, defects);
                }
            });
            progress.progressed("defects", i + 1L, files.size());
        }
        Map<String, Double> figures = new TreeMap<>();
        kinds.forEach((kind, pro) -> figures.put(kind, pro.result()));
        figures.put(
                "mean",
                figures.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN));
        return figures;
    }

    private List<SaturatedPro.Defect> defects(Path directory, AnomalyMap map) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<SaturatedPro.Defect> defects = new ArrayList<>();
        for (Path file : ImageFolder.of(directory).files()) {
            defects.add(defect(file, map));
        }
        return defects;
    }

    private SaturatedPro.Defect defect(Path file, AnomalyMap map) {
        Image image = ImageReader.withDefaults().read(file);
        if (image.height() != map.height() || image.width() != map.width()) {
            throw new XvadDataException("mask " + file + " is " + image.height() + " x " + image.width()
                    + " but its map is " + map.height() + " x " + map.width());
        }
        boolean[] mask = new boolean[map.height() * map.width()];
        int value = 0;
        for (int i = 0; i < mask.length; i++) {
            int pixel = Math.round(255 * image.buffer().get(i));
            mask[i] = pixel > 0;
            value = Math.max(value, pixel);
        }
        Saturation saturation = saturations.get(value);
        if (saturation == null) {
            throw new XvadDataException("mask " + file + " has the value " + value + ", which the configuration lacks");
        }
        return SaturatedPro.Defect.of(mask, saturation.threshold, saturation.relative);
    }

    private static List<Path> directories(Path root) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new XvadDataException(root + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<Path> mapFiles(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> MapFiles.EXTENSIONS.stream()
                            .anyMatch(end -> file.toString().endsWith("." + end)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new XvadDataException(root + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
