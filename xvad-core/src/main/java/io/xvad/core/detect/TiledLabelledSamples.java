package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Tiling;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of labelled images in which something is marked, with their part of the mask. The last label that was read is kept, so that tiles asked for in
 * their order cost one reading each.
 */
final class TiledLabelledSamples extends TiledSamples implements LabelledSamples {

    /** A label that was read. */
    private record Kept(int sample, Label label) {}

    private final LabelledSamples samples;
    private volatile @Nullable Kept kept;

    private TiledLabelledSamples(LabelledSamples samples, Tiling tiling) {
        super(samples, tiling);
        this.samples = samples;
    }

    /**
     * Tiles of anomalous images in which the mask marks something, and all tiles of normal ones.
     *
     * @throws IllegalArgumentException if an anomalous image has no mask, so that nobody knows in which tile the anomaly lies
     */
    static LabelledSamples of(LabelledSamples samples, Tiling tiling) {
        TiledLabelledSamples all = new TiledLabelledSamples(samples, tiling);
        return all.select(
                IntStream.range(0, all.size()).filter(all::isLearnedFrom).toArray());
    }

    private boolean isLearnedFrom(int index) {
        Label whole = whole(tile(index).sample());
        if (whole.anomalous() && whole.masks().isEmpty()) {
            throw new IllegalArgumentException(
                    "labelled '" + samples.id(tile(index).sample())
                            + "' has no mask, which tiles need: nobody knows in which of them the anomaly lies");
        }
        return !whole.anomalous() || label(index).anomalous();
    }

    private Label whole(int sample) {
        Kept last = kept;
        if (last == null || last.sample() != sample) {
            last = new Kept(sample, samples.label(sample));
            kept = last;
        }
        return last.label();
    }

    @Override
    public Label label(int index) {
        Tile tile = tile(index);
        Label whole = whole(tile.sample());
        List<Mask> masks =
                whole.masks().stream().map(mask -> part(mask, tile.box())).toList();
        boolean anomalous = masks.stream().anyMatch(Mask::any);
        return anomalous ? new Label(true, masks, whole.kind()) : Label.normal();
    }

    private static Mask part(Mask mask, Box box) {
        boolean[] part = new boolean[box.area()];
        for (int i = 0; i < part.length; i++) {
            part[i] = mask.at(box.y() + i / box.width(), box.x() + i % box.width());
        }
        return Mask.of(box.height(), box.width(), part);
    }
}
