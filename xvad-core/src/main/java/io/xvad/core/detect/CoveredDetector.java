package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.MapBands;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A fitted detector that ignores regions: it sees a {@link Cover} in their place, so that nothing that lies there can change a score,
 * a map, a region or a decision. Maps are lowest there, and where the detector's score is the highest value of its map it is so of
 * what is left. Offers the cover as a capability, and those of the detector within of which a service of
 * {@link CapabilityCovers} knows. Thread-safe.
 */
public final class CoveredDetector implements FittedDetector {

    private final FittedDetector inner;
    private final Cover cover;
    private final Capabilities capabilities;

    /** Covers what a detector sees, which is closed with this one. */
    public CoveredDetector(FittedDetector inner, Cover cover) {
        this.inner = inner;
        this.cover = cover;
        this.capabilities = offered(inner, cover);
    }

    /** Samples with a cover on each. */
    public static Samples covered(Samples samples, Cover cover) {
        return new CoveredSamples(samples, cover);
    }

    private static Capabilities offered(FittedDetector inner, Cover cover) {
        Capabilities offered = Capabilities.none().with(Cover.class, cover);
        for (CapabilityCover<?> known : CapabilityCovers.all()) {
            offered = with(offered, known, inner, cover);
        }
        return offered;
    }

    private static <C> Capabilities with(
            Capabilities offered, CapabilityCover<C> known, FittedDetector inner, Cover cover) {
        Supplier<C> made =
                () -> known.covered().apply(inner.capability(known.type()).orElseThrow(), cover);
        return inner.capabilities().types().contains(known.type()) ? offered.with(known.type(), made) : offered;
    }

    /** With more regions, in the same colour. */
    CoveredDetector with(IgnoredRegions more) {
        return new CoveredDetector(
                inner, new Cover(cover.regions().and(more), cover.red(), cover.green(), cover.blue()));
    }

    @Override
    public Detection detect(Sample sample) {
        if (InBands.comes(sample, inner)) {
            return InBands.reduced(sample, this);
        }
        return seesTiles()
                ? tileByTile(sample.requireImage())
                : outside(inner.detect(cover.over(InBands.whole(sample))));
    }

    private boolean seesTiles() {
        return inner.capabilities().types().contains(Tiling.class);
    }

    /** Of an image in memory, too, the tiles are covered, so that those all of which is ignored are left out. */
    private Detection tileByTile(Image image) {
        WholeMap map = new WholeMap(image.height(), image.width());
        Detection found = detect(LargeImage.of(image), map);
        return found.with(found.verdict(), map.map().map(cover::lowest).stream().toList(), List.of());
    }

    @Override
    public Detection detect(Sample sample, MapBands bands) {
        if (!InBands.comes(sample, inner)) {
            return FittedDetector.super.detect(sample, bands);
        }
        CoveredBands covered = new CoveredBands(cover.regions(), sample, bands);
        Detection raw = inner.detect(cover.over(sample), covered);
        return new Detection(
                raw.sampleId(), covered.score(raw.score()), raw.verdict(), List.of(), List.of(), raw.effort());
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples) {
        if (seesTiles()) {
            return FittedDetector.super.detectAll(samples);
        }
        return inner
                .detectAll(samples.stream().map(InBands::whole).map(cover::over).toList())
                .stream()
                .map(this::outside)
                .toList();
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        if (seesTiles()) {
            return FittedDetector.super.detectAll(samples, executor);
        }
        return inner
                .detectAll(samples.stream().map(InBands::whole).map(cover::over).toList(), executor)
                .stream()
                .map(this::outside)
                .toList();
    }

    @Override
    public <R> R whileOpen(Supplier<R> work) {
        return inner.whileOpen(work);
    }

    private Detection outside(Detection raw) {
        List<AnomalyMap> maps = raw.maps().stream().map(cover::lowest).toList();
        double score = cover.score(raw.score(), raw.maps(), maps);
        return new Detection(raw.sampleId(), score, raw.verdict(), maps, outside(raw.regions(), maps), raw.effort());
    }

    private List<Region> outside(List<Region> regions, List<AnomalyMap> maps) {
        return regions.stream()
                .filter(region -> !cover.hides(
                        region.box(),
                        maps.get(region.frame()).height(),
                        maps.get(region.frame()).width()))
                .toList();
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
        CoverEntry.write(model, cover);
        inner.save(model);
    }

    @Override
    public void close() {
        inner.close();
    }
}
