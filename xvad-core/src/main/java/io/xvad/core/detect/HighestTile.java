package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.ReducedMap;
import io.xvad.core.Region;
import io.xvad.core.Tiling;

/**
 * The tile of a large image in which the highest place of its map lies, to be explained in place of the whole.
 *
 * @param box where the tile lies
 * @param image the tile, named by {@link Tiling#nameOf}
 * @param detector sees the tile as the model sees it in the whole image; closed with the model
 */
public record HighestTile(Box box, Image image, FittedDetector detector) {

    /**
     * Scores an image to find its highest place.
     *
     * @param fitted a model of tiles
     * @throws IllegalArgumentException if the model sees no tiles or gives no map, or does not take the image
     * @throws io.xvad.core.XvadDataException if the image cannot be read
     */
    public static HighestTile of(FittedDetector fitted, LargeImage image) {
        SeesTiles tiles = fitted.capability(SeesTiles.class)
                .orElseThrow(() -> new IllegalArgumentException("the model sees no tiles: fit one with a tiling"));
        Detection whole = fitted.detect(image);
        if (!whole.hasMaps()) {
            throw new IllegalArgumentException(
                    image.id() + ": a detector without maps does not say which tile is to be explained");
        }
        int[] place = place(whole, ReducedMap.factor(image.height(), image.width()));
        Box box = tiles.around(image.height(), image.width(), place[0], place[1]);
        Image tile = image.read(box).withId(Tiling.nameOf(image.id(), box));
        return new HighestTile(box, tile, tiles.of(box, image.height(), image.width()));
    }

    /** The peak of the highest region; without a region, the beginning of the highest block. */
    private static int[] place(Detection whole, int factor) {
        if (!whole.regions().isEmpty()) {
            Region highest = whole.regions().get(0);
            return new int[] {highest.peakY(), highest.peakX()};
        }
        AnomalyMap map = whole.map();
        int block = map.argmax();
        return new int[] {block / map.width() * factor, block % map.width() * factor};
    }
}
