package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.LabelledSamples;
import io.xvad.core.LargeImage;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a detector on the tiles of images.
 *
 * @param detector learns
 */
record TiledTraining(Detector detector, Tiling tiling, FitRequest request) {

    TiledDetector fit(TrainingSet data) {
        TiledSamples normals = new TiledSamples(data.normals(), tiling);
        LabelledSamples labelled = TiledLabelledSamples.of(data.labelled(), tiling);
        TiledSamples unlabelled = new TiledSamples(data.unlabelled(), tiling);
        if (tiling.memory() == Tiling.Memory.SHARED) {
            TrainingSet divided =
                    data.withNormals(normals).withLabelled(labelled).withUnlabelled(unlabelled);
            return new TiledDetector(UntilClosed.of(detector.fit(divided, request)), tiling);
        }
        return byPosition(data, normals, labelled, unlabelled);
    }

    private TiledDetector byPosition(
            TrainingSet data, TiledSamples normals, LabelledSamples labelled, TiledSamples unlabelled) {
        Sample first = first(data);
        requireOneSize(first, data.normals());
        requireOneSize(first, data.labelled());
        requireOneSize(first, data.unlabelled());
        List<Box> tiles = tiling.boxes(first.height(), first.width()).stream()
                .filter(tile -> !(first instanceof LargeImage large) || large.sees(tile))
                .toList();
        List<FittedDetector> detectors = new ArrayList<>();
        try {
            for (Box tile : tiles) {
                TrainingSet there = data.withNormals(normals.select(at(tile, normals)))
                        .withLabelled(labelled.select(at(tile, labelled)))
                        .withUnlabelled(unlabelled.select(at(tile, unlabelled)));
                detectors.add(UntilClosed.of(detector.fit(there, request)));
            }
        } catch (RuntimeException e) {
            detectors.forEach(FittedDetector::close);
            throw e;
        }
        TileMemory memory = new TileMemory.ByPosition(
                detectors, tiles, first.height(), first.width(), TileProvenance.of(detectors));
        return new TiledDetector(memory, tiling);
    }

    private static Sample first(TrainingSet data) {
        for (Samples part : List.of(data.normals(), data.labelled(), data.unlabelled())) {
            if (part.size() > 0) {
                return part.get(0);
            }
        }
        throw new IllegalArgumentException("a memory for each position of a tile needs images to learn from, got none");
    }

    private static void requireOneSize(Sample first, Samples others) {
        for (int i = 0; i < others.size(); i++) {
            Sample other = others.get(i);
            if (other.height() != first.height() || other.width() != first.width()) {
                throw new IllegalArgumentException(String.format(
                        "a memory for each position of a tile needs images of one size: '%s' has %d x %d pixels, '%s' %d x %d",
                        first.id(), first.height(), first.width(), other.id(), other.height(), other.width()));
            }
        }
    }

    /** The samples that are this tile of an image. */
    private static int[] at(Box tile, Samples tiles) {
        return IntStream.range(0, tiles.size())
                .filter(index -> {
                    Tiling.Place place = Tiling.placeOf(tiles.id(index));
                    return place.y() == tile.y() && place.x() == tile.x();
                })
                .toArray();
    }
}
