package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Tiling;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.function.Supplier;

/** The detectors that see the tiles. Thread-safe. */
interface TileMemory extends AutoCloseable {

    /**
     * The detector that sees a tile.
     *
     * @throws IllegalArgumentException if there is none for images of this size
     */
    FittedDetector of(Box tile, int height, int width);

    /** All of them. */
    List<FittedDetector> all();

    void save(ModelWriter model, Tiling tiling);

    Provenance provenance();

    default <R> R whileOpen(Supplier<R> work) {
        Supplier<R> open = work;
        for (FittedDetector detector : all()) {
            Supplier<R> more = open;
            open = () -> detector.whileOpen(more);
        }
        return open.get();
    }

    @Override
    default void close() {
        all().forEach(FittedDetector::close);
    }

    /** One detector for all tiles. */
    record Shared(FittedDetector detector) implements TileMemory {

        @Override
        public FittedDetector of(Box tile, int height, int width) {
            return detector;
        }

        @Override
        public List<FittedDetector> all() {
            return List.of(detector);
        }

        @Override
        public Provenance provenance() {
            return detector.provenance();
        }

        @Override
        public void save(ModelWriter model, Tiling tiling) {
            TilingEntry.write(model, tiling);
            detector.save(model);
        }
    }

    /**
     * A detector for each tile of images of one size, but for those all of which is ignored.
     *
     * @param detectors in the order of the tiles
     * @param tiles of such an image that are seen
     * @param provenance of all of them
     */
    record ByPosition(List<FittedDetector> detectors, List<Box> tiles, int height, int width, Provenance provenance)
            implements TileMemory {

        public ByPosition {
            detectors = List.copyOf(detectors);
            tiles = List.copyOf(tiles);
        }

        @Override
        public FittedDetector of(Box tile, int imageHeight, int imageWidth) {
            if (imageHeight != height || imageWidth != width) {
                throw new IllegalArgumentException(
                        "a model with a memory for each position of a tile takes images of the "
                                + height + " x " + width + " pixels that it learned from, got " + imageHeight + " x "
                                + imageWidth);
            }
            int position = tiles.indexOf(tile);
            if (position < 0) {
                throw new IllegalArgumentException("nothing was learned of a tile " + tile);
            }
            return detectors.get(position);
        }

        @Override
        public List<FittedDetector> all() {
            return detectors;
        }

        @Override
        public void save(ModelWriter model, Tiling tiling) {
            TilingEntry.write(model, tiling, height, width, tiles);
            for (int i = 0; i < detectors.size(); i++) {
                detectors.get(i).save(TilingEntry.writer(model, i));
            }
        }
    }
}
