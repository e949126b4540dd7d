package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Cover;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Tiling;
import io.xvad.core.progress.Cancellation;
import java.util.List;

/**
 * The tile of a large image that has the highest score, which is that of the image, to be explained in place of the whole.
 *
 * @param box where the tile lies
 * @param image the tile, named by {@link Tiling#nameOf}
 * @param detector sees the tile as the model sees it in the whole image; closed with the model
 */
public record HighestTile(Box box, Image image, FittedDetector detector) {

    /**
     * Scores all tiles to find it; of equal ones the first.
     *
     * @param fitted a model of tiles
     * @throws IllegalArgumentException if the model sees no tiles, does not take the image, or ignores all of it
     * @throws io.xvad.core.XvadDataException if the image cannot be read
     */
    public static HighestTile of(FittedDetector fitted, LargeImage image) {
        SeesTiles tiles = fitted.capability(SeesTiles.class)
                .orElseThrow(() -> new IllegalArgumentException("the model sees no tiles: fit one with a tiling"));
        Tiling tiling = fitted.capability(Tiling.class).orElseThrow();
        LargeImage seen =
                fitted.capability(Cover.class).map(cover -> cover.over(image)).orElse(image);
        List<Box> boxes = tiling.boxes(image.height(), image.width()).stream()
                .filter(seen::sees)
                .toList();
        if (boxes.isEmpty()) {
            throw new IllegalArgumentException("the ignored regions are all of '" + image.id() + "'");
        }
        Box highest = boxes.get(0);
        double score = Double.NEGATIVE_INFINITY;
        for (Box box : boxes) {
            Cancellation.check();
            double found = tiles.of(box, image.height(), image.width())
                    .detect(image.read(box))
                    .score();
            if (found > score) {
                score = found;
                highest = box;
            }
        }
        Image tile = image.read(highest).withId(Tiling.nameOf(image.id(), highest));
        return new HighestTile(highest, tile, tiles.of(highest, image.height(), image.width()));
    }
}
