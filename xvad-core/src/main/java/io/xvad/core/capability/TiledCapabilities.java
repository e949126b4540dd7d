package io.xvad.core.capability;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.detect.CapabilityTiling;
import io.xvad.core.detect.CapabilityTilings;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TiledDetector;
import io.xvad.core.model.LearnedSample;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.Sha256;
import io.xvad.core.progress.ProgressListener;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Has capabilities of a detector of tiles for whole images: a place is asked of the tile in which it lies farthest from an edge. Stateless. */
public final class TiledCapabilities implements CapabilityTilings {

    @Override
    public List<CapabilityTiling<?>> tilings() {
        return List.of(
                new CapabilityTiling<>(Forgets.class, TiledForgetting::new),
                new CapabilityTiling<>(LearnedSamples.class, (tiles, tiling) -> images(tiles)),
                new CapabilityTiling<>(
                        LearnsMore.class,
                        (tiles, tiling) -> (normals, date, progress) -> new TiledDetector(
                                tiles.withMore(TiledDetector.tiles(normals, tiling), date, progress), tiling)),
                new CapabilityTiling<>(RemembersNormals.class, TiledNormals::new));
    }

    /** The images that tiles are of; the digest of one is that of the digests of its tiles. */
    private static LearnedSamples images(LearnedSamples tiles) {
        Map<String, Sha256> digests = new LinkedHashMap<>();
        Map<String, Optional<Instant>> times = new HashMap<>();
        for (LearnedSample tile : tiles.all()) {
            String id = Tiling.placeOf(tile.id()).sampleId();
            digests.computeIfAbsent(id, image -> new Sha256()).add(tile.sha256());
            times.put(id, tile.time());
        }
        List<LearnedSample> images = new ArrayList<>();
        digests.forEach((id, digest) ->
                images.add(new LearnedSample(id, digest.hex(), times.getOrDefault(id, Optional.empty()))));
        return new LearnedSamples(images);
    }

    private record TiledForgetting(Forgets tiles, Tiling tiling) implements Forgets {

        @Override
        public boolean needsSamples() {
            return tiles.needsSamples();
        }

        @Override
        public FittedDetector without(
                Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
            Predicate<String> ofForgotten =
                    tile -> forgotten.test(Tiling.placeOf(tile).sampleId());
            Samples divided = TiledDetector.tiles(again, tiling);
            return new TiledDetector(tiles.without(ofForgotten, divided, date, progress), tiling);
        }
    }

    private record TiledNormals(RemembersNormals tiles, Tiling tiling) implements RemembersNormals {

        @Override
        public List<NormalPatch> nearest(Image image, int y, int x, int count) {
            Box tile = tiling.around(image.height(), image.width(), y, x);
            return tiles.nearest(image.crop(tile), y - tile.y(), x - tile.x(), count).stream()
                    .map(TiledNormals::inItsImage)
                    .toList();
        }

        @Override
        public Image queryCrop(Image image, int y, int x) {
            Box tile = tiling.around(image.height(), image.width(), y, x);
            return tiles.queryCrop(image.crop(tile), y - tile.y(), x - tile.x());
        }

        /** Training images were divided as well. */
        private static NormalPatch inItsImage(NormalPatch patch) {
            Tiling.Place place = Tiling.placeOf(patch.sampleId());
            Box box = new Box(
                    patch.box().x() + place.x(),
                    patch.box().y() + place.y(),
                    patch.box().width(),
                    patch.box().height());
            return new NormalPatch(place.sampleId(), box, patch.distance(), patch.crop());
        }
    }
}
