package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Tiling;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a tiling to a model file and reads it back. */
final class TilingEntry {

    private static final String TILING = "tiling";
    private static final String POSITIONS = "tiling-positions";
    private static final String SEEN = "tiling-seen";
    private static final String TILE = "tile-";

    private TilingEntry() {}

    static void write(ModelWriter model, Tiling tiling) {
        model.ints(TILING, new int[] {tiling.size(), tiling.overlap()});
    }

    /** Of detectors that see one tile each, of images of a size; there is none for a tile all of which is ignored. */
    static void write(ModelWriter model, Tiling tiling, int height, int width, List<Box> seen) {
        write(model, tiling);
        model.ints(POSITIONS, new int[] {height, width});
        List<Box> all = tiling.boxes(height, width);
        model.ints(SEEN, seen.stream().mapToInt(all::indexOf).toArray());
    }

    /** Takes the entries of the detector of one tile. */
    static ModelWriter writer(ModelWriter model, int position) {
        return new PrefixedWriter(TILE + position + "-", model);
    }

    static boolean isIn(ModelReader model) {
        return model.has(TILING);
    }

    static TiledDetector load(Detector detector, ModelReader model) {
        Tiling tiling = tiling(model);
        return model.has(POSITIONS)
                ? new TiledDetector(byPosition(detector, model, tiling), tiling.withMemory(Tiling.Memory.POSITION))
                : new TiledDetector(UntilClosed.of(detector.load(model)), tiling);
    }

    private static Tiling tiling(ModelReader model) {
        int[] values = two(model, TILING);
        try {
            return new Tiling(values[0], values[1]);
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("broken tiling in model file: " + e.getMessage(), e);
        }
    }

    private static TileMemory byPosition(Detector detector, ModelReader model, Tiling tiling) {
        int[] size = two(model, POSITIONS);
        if (size[0] < 1 || size[1] < 1) {
            throw new XvadModelException("broken tiling in model file: images of " + size[0] + " x " + size[1]);
        }
        List<Box> tiles = seen(model, tiling.boxes(size[0], size[1]));
        List<FittedDetector> detectors = new ArrayList<>();
        try {
            for (int i = 0; i < tiles.size(); i++) {
                detectors.add(UntilClosed.of(detector.load(new PrefixedReader(TILE + i + "-", model))));
            }
        } catch (RuntimeException e) {
            detectors.forEach(FittedDetector::close);
            throw e;
        }
        return new TileMemory.ByPosition(detectors, tiles, size[0], size[1], model.provenance());
    }

    private static List<Box> seen(ModelReader model, List<Box> all) {
        int[] seen = model.ints(SEEN);
        if (seen.length == 0 || IntStream.of(seen).anyMatch(index -> index < 0 || index >= all.size())) {
            throw new XvadModelException("broken tiling in model file: there is no such tile among " + all.size());
        }
        return IntStream.of(seen).mapToObj(all::get).toList();
    }

    private static int[] two(ModelReader model, String entry) {
        int[] values = model.ints(entry);
        if (values.length != 2) {
            throw new XvadModelException(
                    "broken tiling in model file: '" + entry + "' has 2 numbers, got " + values.length);
        }
        return values;
    }
}
