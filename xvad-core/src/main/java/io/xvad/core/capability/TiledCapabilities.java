package io.xvad.core.capability;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Tiling;
import io.xvad.core.detect.CapabilityTiling;
import io.xvad.core.detect.CapabilityTilings;
import java.util.List;

/** Has capabilities of a detector of tiles for whole images: a place is asked of the tile in which it lies farthest from an edge. Stateless. */
public final class TiledCapabilities implements CapabilityTilings {

    @Override
    public List<CapabilityTiling<?>> tilings() {
        return List.of(new CapabilityTiling<>(RemembersNormals.class, TiledNormals::new));
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
