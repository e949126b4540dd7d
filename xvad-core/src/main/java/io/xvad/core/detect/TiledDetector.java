package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A fitted detector of images that sees them tile by tile. The score is the highest of the tiles' scores; the map is theirs, blended where they
 * overlap, and has the geometry of the whole image, and so have regions. An image no larger than a tile is scored as it is. Offers the {@link Tiling}
 * as a capability, and those of the detector within of which a service of {@link CapabilityTilings} knows. Thread-safe.
 */
public final class TiledDetector implements FittedDetector {

    private final FittedDetector inner;
    private final Tiling tiling;
    private final Capabilities capabilities;

    /** Divides what a detector sees, which is closed with this one. */
    public TiledDetector(FittedDetector inner, Tiling tiling) {
        this.inner = inner;
        this.tiling = tiling;
        Capabilities offered = Capabilities.none().with(Tiling.class, tiling);
        for (CapabilityTiling<?> known : CapabilityTilings.all()) {
            offered = with(offered, known);
        }
        this.capabilities = offered;
    }

    /** The tiles of images, one image after the other, with ids as of {@link Tiling#nameOf}; reads each image once to see how large it is. */
    public static Samples tiles(Samples images, Tiling tiling) {
        return new TiledSamples(images, tiling);
    }

    private <C> Capabilities with(Capabilities offered, CapabilityTiling<C> known) {
        Supplier<C> made =
                () -> known.tiled().apply(inner.capability(known.type()).orElseThrow(), tiling);
        return inner.capabilities().types().contains(known.type()) ? offered.with(known.type(), made) : offered;
    }

    /**
     * Scores one image.
     *
     * @throws IllegalArgumentException if the sample is a clip, or its tiles are of a size that the detector does not take
     */
    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        List<Box> tiles = tiling.boxes(image.height(), image.width());
        return tiles.size() == 1 ? inner.detect(image) : together(image, tiles);
    }

    private Detection together(Image image, List<Box> tiles) {
        SeamBlend blend = new SeamBlend(tiling, image.height(), image.width());
        double score = Double.NEGATIVE_INFINITY;
        boolean maps = true;
        Optional<Effort> effort = Optional.empty();
        for (Box tile : tiles) {
            Cancellation.check();
            Detection found = inner.detect(image.crop(tile));
            score = Math.max(score, found.score());
            maps &= found.hasMaps();
            if (maps) {
                blend.add(tile, found.map());
            }
            effort = sum(effort, found.effort());
        }
        Detection whole = Detection.undecided(image.id(), score, maps ? List.of(blend.map()) : List.of());
        return effort.isEmpty() ? whole : whole.with(effort.get());
    }

    private static Optional<Effort> sum(Optional<Effort> before, Optional<Effort> more) {
        if (before.isEmpty() || more.isEmpty()) {
            return before.or(() -> more);
        }
        return Optional.of(new Effort(
                Math.addExact(before.get().steps(), more.get().steps()),
                before.get().complete() && more.get().complete()));
    }

    @Override
    public <R> R whileOpen(Supplier<R> work) {
        return inner.whileOpen(work);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        TilingEntry.write(model, tiling);
        inner.save(model);
    }

    @Override
    public void close() {
        inner.close();
    }
}
