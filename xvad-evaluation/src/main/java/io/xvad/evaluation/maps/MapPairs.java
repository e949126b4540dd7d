package io.xvad.evaluation.maps;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.MaskFiles;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.localisation.PixelMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pairs anomaly maps, made by any tool, with the masks of the same names, and measures them. */
public final class MapPairs {

    private static final List<String> MASK_ENDINGS = List.of("png", "bmp", "tif", "tiff", "jpg", "jpeg", "webp");
    private static final String MASK_SUFFIX = "_mask";

    private final Map<String, Path> maps;
    private final Map<String, Path> masks;
    private final @Nullable Map<String, Double> scores;

    private MapPairs(Map<String, Path> maps, Map<String, Path> masks, @Nullable Map<String, Double> scores) {
        this.maps = maps;
        this.masks = masks;
        this.scores = scores;
    }

    /**
     * All pairs, ready for figures.
     *
     * @param image image scores
     * @param pixel pixels
     */
    public record Measured(LabelledScores image, PixelMetrics pixel) {}

    /**
     * Finds the pairs.
     *
     * @param scores CSV file of image scores, or null for the maxima of the maps
     * @throws XvadDataException if a directory is missing, there are no maps, two maps have one name, or a mask or a map
     *     has no partner; the message names it
     */
    public static MapPairs of(Path mapDirectory, Path maskDirectory, @Nullable Path scores) {
        Map<String, Path> maps = named(mapDirectory, MapFiles.EXTENSIONS, "");
        Map<String, Path> masks = named(maskDirectory, MASK_ENDINGS, MASK_SUFFIX);
        if (maps.isEmpty()) {
            throw new XvadDataException(
                    mapDirectory + ": no anomaly maps found (looked for " + MapFiles.EXTENSIONS + ")");
        }
        for (Map.Entry<String, Path> mask : masks.entrySet()) {
            if (!maps.containsKey(mask.getKey())) {
                throw new XvadDataException(
                        "mask " + mask.getValue() + " has no map " + mask.getKey() + ".* in " + mapDirectory);
            }
        }
        return new MapPairs(maps, masks, scores == null ? null : ScoresFile.read(scores));
    }

    private static Map<String, Path> named(Path directory, List<String> endings, String suffix) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                String relative = directory.relativize(file).toString().replace('\\', '/');
                int dot = relative.lastIndexOf('.');
                if (dot > 0 && endings.contains(relative.substring(dot + 1).toLowerCase(Locale.ROOT))) {
                    String stem = relative.substring(0, dot);
                    String name = stem.endsWith(suffix) ? stem.substring(0, stem.length() - suffix.length()) : stem;
                    Path other = files.put(name, file);
                    if (other != null) {
                        throw new XvadDataException(other + " and " + file + " have one name");
                    }
                }
            }
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
        return files;
    }

    /**
     * Reads and measures every pair.
     *
     * @throws XvadDataException if a file cannot be read, a mask has another size than its map, or a score is missing
     */
    public Measured measure(PixelMetrics pixels, ProgressListener progress) {
        LabelledScores images = new LabelledScores();
        for (Map.Entry<String, Path> entry : maps.entrySet()) {
            AnomalyMap map = MapFiles.read(entry.getValue());
            boolean[] mask = mask(entry.getKey(), map);
            pixels.add(map, mask);
            images.add(score(entry.getKey(), map), any(mask));
            progress.progressed("maps", images.size(), maps.size());
        }
        return new Measured(images, pixels);
    }

    private boolean[] mask(String name, AnomalyMap map) {
        Path file = masks.get(name);
        if (file == null) {
            return new boolean[map.height() * map.width()];
        }
        Mask mask = MaskFiles.read(file);
        if (mask.height() != map.height() || mask.width() != map.width()) {
            throw new XvadDataException("mask " + file + " is " + mask.height() + " x " + mask.width() + " but map "
                    + maps.get(name) + " is " + map.height() + " x " + map.width());
        }
        return mask.toArray();
    }

    private double score(String name, AnomalyMap map) {
        if (scores == null) {
            return map.max();
        }
        Double score = scores.get(name);
        if (score == null) {
            throw new XvadDataException("the scores file has no score for map '" + name + "'");
        }
        return score;
    }

    private static boolean any(boolean[] mask) {
        for (boolean value : mask) {
            if (value) {
                return true;
            }
        }
        return false;
    }
}
