package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.MapBands;
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
 * overlap, and has the geometry of the whole image, and so have regions. A {@link LargeImage} is never held whole: its tiles are read one by
 * one and its map comes in bands. Tiles all of which is ignored are left out. Offers the {@link Tiling} and {@link SeesTiles} as capabilities, and, where all tiles share a memory, those
 * of the detector within of which a service of {@link CapabilityTilings} knows. Thread-safe.
 */
public final class TiledDetector implements FittedDetector {

    private final TileMemory memory;
    private final Tiling tiling;
    private final Capabilities capabilities;

    /** Divides what a detector sees, which is closed with this one. */
    public TiledDetector(FittedDetector inner, Tiling tiling) {
        this(new TileMemory.Shared(inner), tiling);
    }

    TiledDetector(TileMemory memory, Tiling tiling) {
        this.memory = memory;
        this.tiling = tiling;
        SeesTiles tiles = memory::of;
        Capabilities offered = Capabilities.none().with(Tiling.class, tiling).with(SeesTiles.class, tiles);
        if (memory instanceof TileMemory.Shared shared) {
            for (CapabilityTiling<?> known : CapabilityTilings.all()) {
                offered = with(offered, known, shared.detector());
            }
        }
        this.capabilities = offered;
    }

    /** The tiles of images, one image after the other, with ids as of {@link Tiling#nameOf}, without those all of which is ignored; reads each image once to see how large it is. */
    public static Samples tiles(Samples images, Tiling tiling) {
        return new TiledSamples(images instanceof CoveredSamples covered ? covered.divided() : images, tiling);
    }

    private <C> Capabilities with(Capabilities offered, CapabilityTiling<C> known, FittedDetector inner) {
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
        if (sample instanceof LargeImage) {
            return InBands.reduced(sample, this);
        }
        Image image = sample.requireImage();
        List<Box> tiles = tiling.boxes(image.height(), image.width());
        if (tiles.size() == 1) {
            return memory.of(tiles.get(0), image.height(), image.width()).detect(image);
        }
        WholeMap map = new WholeMap(image.height(), image.width());
        Detection found = together(LargeImage.of(image), tiles, map);
        return found.with(found.verdict(), map.map().stream().toList(), List.of());
    }

    @Override
    public Detection detect(Sample sample, MapBands bands) {
        LargeImage image = sample instanceof LargeImage large ? large : LargeImage.of(sample.requireImage());
        return together(image, tiling.boxes(image.height(), image.width()), bands);
    }

    private Detection together(LargeImage image, List<Box> tiles, MapBands bands) {
        SeamBlend blend = new SeamBlend(tiling, image.height(), image.width(), bands);
        double score = Double.NEGATIVE_INFINITY;
        boolean maps = true;
        Optional<Effort> effort = Optional.empty();
        for (Box tile : tiles) {
            Cancellation.check();
            if (!image.sees(tile)) {
                blend.leaveOut(tile);
                continue;
            }
            Detection found = memory.of(tile, image.height(), image.width()).detect(image.read(tile));
            score = Math.max(score, found.score());
            maps &= found.hasMaps();
            if (maps) {
                blend.add(tile, found.map());
            }
            effort = sum(effort, found.effort());
        }
        if (score == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("the ignored regions are all of '" + image.id() + "'");
        }
        if (maps) {
            blend.finish();
        }
        Detection whole = Detection.undecided(image.id(), score, List.of());
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
        return memory.whileOpen(work);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return memory.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        memory.save(model, tiling);
    }

    @Override
    public void close() {
        memory.close();
    }
}
