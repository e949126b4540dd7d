package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.progress.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of images, one image after the other. The last image that was read is kept, so that tiles asked for in their order cost one reading
 * each; of a large image only the tile is read.
 */
class TiledSamples implements Samples {

    /** A tile of an image. */
    record Tile(int sample, Box box) {}

    /** An image that was read. */
    private record Kept(int sample, LargeImage image) {}

    private final Samples samples;
    private final List<Tile> tiles;
    private volatile @Nullable Kept kept;

    /** Reads each image once to see how large it is. */
    TiledSamples(Samples samples, Tiling tiling) {
        this.samples = samples;
        this.tiles = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Cancellation.check();
            Sample image = samples.get(i);
            int sample = i;
            int before = tiles.size();
            tiling.boxes(image.height(), image.width()).stream()
                    .filter(box -> !(image instanceof LargeImage large) || large.sees(box))
                    .forEach(box -> tiles.add(new Tile(sample, box)));
            if (tiles.size() == before) {
                throw new IllegalArgumentException("the ignored regions are all of '" + image.id() + "'");
            }
        }
    }

    final Tile tile(int index) {
        return tiles.get(index);
    }

    @Override
    public final int size() {
        return tiles.size();
    }

    @Override
    public final Image get(int index) {
        Tile tile = tiles.get(index);
        return image(tile.sample()).read(tile.box()).withId(id(index));
    }

    private LargeImage image(int sample) {
        Kept last = kept;
        if (last == null || last.sample() != sample) {
            Sample read = samples.get(sample);
            last = new Kept(sample, read instanceof LargeImage large ? large : LargeImage.of(read.requireImage()));
            kept = last;
        }
        return last.image();
    }

    @Override
    public final String id(int index) {
        Tile tile = tiles.get(index);
        return Tiling.nameOf(samples.id(tile.sample()), tile.box());
    }

    @Override
    public final Optional<String> category(int index) {
        return samples.category(tiles.get(index).sample());
    }

    @Override
    public final Optional<Instant> time(int index) {
        return samples.time(tiles.get(index).sample());
    }
}
