package io.xvad.evaluation.maps;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.label.AnnotationFiles;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.MaskChecks;
import io.xvad.data.map.MaskFiles;
import io.xvad.data.map.MaskSource;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.localisation.PixelMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pairs anomaly maps, made by any tool, with masks, and measures them. A mask is an image {@code NAME_mask.*}, {@code NAME.*},
 * {@code NAME_gt.*} or {@code NAME_label.*} of the same relative name as its map, or what a file of a label tool says of an
 * image of that name, in a directory of that name if it names one. A map without a mask is of a normal image; of a map in several formats {@code npy} is taken, then
 * {@code tiff}.
 */
public final class MapPairs {

    private final Map<String, Path> maps;
    private final Path maskPlace;
    private final Masks masks;
    private final @Nullable Map<String, Double> scores;

    private MapPairs(Map<String, Path> maps, Path maskPlace, Masks masks, @Nullable Map<String, Double> scores) {
        this.maps = maps;
        this.maskPlace = maskPlace;
        this.masks = masks;
        this.scores = scores;
    }

    /**
     * The masks of maps.
     *
     * @param drawn whether each is an image, so that an empty one is odd
     * @param of the mask of a map, if there is one
     */
    private record Masks(boolean drawn, BiFunction<String, AnomalyMap, Optional<Mask>> of) {}

    /**
     * All pairs, ready for figures.
     *
     * @param image image scores
     * @param pixel pixels
     * @param notes what is odd about masks and maps, a sentence each
     */
    public record Measured(LabelledScores image, PixelMetrics pixel, List<String> notes) {}

    /**
     * Finds the pairs.
     *
     * @param masks a directory of masks, or files of a label tool as {@link AnnotationFiles#of} takes them
     * @param scores CSV file of image scores, or null for the maxima of the maps
     * @throws XvadDataException if a directory is missing, there are no maps, two masks have one name, a mask has no map, or
     *     none belongs to a map; the message names it
     */
    public static MapPairs of(Path mapDirectory, Path masks, @Nullable Path scores) {
        Map<String, Path> maps = NamedFiles.preferred(mapDirectory, MapFiles.EXTENSIONS);
        if (maps.isEmpty()) {
            throw new XvadDataException(
                    mapDirectory + ": no anomaly maps found (looked for " + MapFiles.EXTENSIONS + ")");
        }
        return new MapPairs(
                maps, masks, masks(maps, mapDirectory, masks), scores == null ? null : ScoresFile.read(scores));
    }

    private static Masks masks(Map<String, Path> maps, Path mapDirectory, Path place) {
        Optional<MaskSource> annotations = AnnotationFiles.find(place);
        if (annotations.isPresent()) {
            MaskSource source = annotations.get();
            return new Masks(
                    false,
                    (name, map) -> source.maskOf(maps.getOrDefault(name, mapDirectory), map.height(), map.width()));
        }
        MasksByName found = MasksByName.in(place);
        Map<String, Path> masks = found.of(maps.keySet());
        List<Path> others = found.besides(masks);
        if (masks.isEmpty()) {
            throw none(place, others, maps.values());
        }
        if (!others.isEmpty()) {
            throw new XvadDataException(
                    "mask " + others.get(0) + " has no map in " + mapDirectory + ". Maps: " + named(maps.values()));
        }
        return new Masks(true, (name, map) -> Optional.ofNullable(masks.get(name))
                .map(file -> fitting(file, maps.get(name), map)));
    }

    private static XvadDataException none(Path place, Collection<Path> masks, Collection<Path> maps) {
        return new XvadDataException(place + ": no mask in it belongs to a map. "
                + (masks.isEmpty() ? "It has no masks of other names either" : "Masks: " + named(masks)) + ". Maps: "
                + named(maps));
    }

    private static String named(Collection<Path> files) {
        return MaskChecks.named(files.stream().map(Path::toString).toList());
    }

    private static Mask fitting(Path file, @Nullable Path mapFile, AnomalyMap map) {
        Mask mask = MaskFiles.read(file);
        if (mask.height() != map.height() || mask.width() != map.width()) {
            throw new XvadDataException("mask " + file + " is " + mask.height() + " x " + mask.width() + " but map "
                    + mapFile + " is " + map.height() + " x " + map.width());
        }
        return mask;
    }

    /**
     * Reads and measures every pair.
     *
     * @throws XvadDataException if a file cannot be read, a mask has another size than its map, a score is missing, or no
     *     mask belongs to a map
     */
    public Measured measure(PixelMetrics pixels, ProgressListener progress) {
        LabelledScores images = new LabelledScores();
        MaskChecks checks = new MaskChecks();
        TopOfScale top = new TopOfScale();
        int masked = 0;
        for (Map.Entry<String, Path> entry : maps.entrySet()) {
            AnomalyMap map = MapFiles.read(entry.getValue());
            Optional<Mask> mask = masks.of().apply(entry.getKey(), map);
            mask.filter(drawn -> masks.drawn() || drawn.any()).ifPresent(drawn -> checks.add(entry.getKey(), drawn));
            masked += mask.isPresent() ? 1 : 0;
            top.add(entry.getValue(), map);
            pixels.add(map, mask.map(Mask::toArray).orElseGet(() -> new boolean[map.height() * map.width()]));
            images.add(score(entry.getKey(), map), mask.filter(Mask::any).isPresent());
            progress.progressed("maps", images.size(), maps.size());
        }
        if (masked == 0) {
            throw new XvadDataException(
                    maskPlace + ": no mask in it belongs to a map: no image that it names has the name and"
                            + " the directory of one. Maps: " + named(maps.values()));
        }
        List<String> notes = new ArrayList<>(checks.notes());
        top.note().ifPresent(notes::add);
        return new Measured(images, pixels, List.copyOf(notes));
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
}
