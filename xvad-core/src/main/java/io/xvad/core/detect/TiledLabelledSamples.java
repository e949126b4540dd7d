package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import io.xvad.core.Tiling;
import java.util.List;
import java.util.stream.IntStream;

/** The tiles of labelled images in which something is marked, with their part of the mask. */
final class TiledLabelledSamples extends TiledSamples implements LabelledSamples {

    private final LabelledSamples samples;

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
        for (int i = 0; i < samples.size(); i++) {
            Label label = samples.label(i);
            if (label.anomalous() && label.masks().isEmpty()) {
                throw new IllegalArgumentException("labelled '" + samples.id(i)
                        + "' has no mask, which tiles need: nobody knows in which of them the anomaly lies");
            }
        }
        TiledLabelledSamples all = new TiledLabelledSamples(samples, tiling);
        return all.select(
                IntStream.range(0, all.size()).filter(all::isLearnedFrom).toArray());
    }

    private boolean isLearnedFrom(int index) {
        return !samples.label(tile(index).sample()).anomalous() || label(index).anomalous();
    }

    @Override
    public Label label(int index) {
        Tile tile = tile(index);
        Label whole = samples.label(tile.sample());
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
