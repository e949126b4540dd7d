package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.MapBands;
import io.xvad.core.Region;
import io.xvad.core.Regions;
import io.xvad.core.RegionsOfBands;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapCalibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.calibrate.MapStatistics;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A fitted detector that also decides: it adds a verdict and regions to another's scores and maps, which stay as they
 * are. Offers {@link Calibration}, if the detector gives maps {@link MapScale} and {@link MapCalibration}, and what each {@link
 * HeldOutMeasure} has found as capabilities beside those of the detector within. Thread-safe.
 */
public final class CalibratedDetector implements FittedDetector {

    private final FittedDetector inner;
    private final Calibration calibration;
    private final Optional<MapScale> scale;
    private final MapStatistics maps;
    private final Measured measured;
    private final Capabilities decisions;

    /** Wraps a detector, which is closed with this one. */
    public CalibratedDetector(FittedDetector inner, Calibration calibration, Optional<MapScale> scale) {
        this(inner, calibration, scale, MapStatistics.none(), Measured.none());
    }

    /**
     * Wraps a detector, which is closed with this one.
     *
     * @param scale of its maps; empty if it gives none
     * @param maps kept so that the scale can be found again for another false-alarm rate; may be of no sample
     * @param measured what was found on held-out normal samples beyond that
     */
    CalibratedDetector(
            FittedDetector inner,
            Calibration calibration,
            Optional<MapScale> scale,
            MapStatistics maps,
            Measured measured) {
        this.inner = UntilClosed.of(inner);
        this.calibration = calibration;
        this.scale = scale;
        this.maps = maps;
        this.measured = measured;
        decisions = decisions();
    }

    /** The same detector with what was measured on other normal samples; closing one closes both. */
    CalibratedDetector with(Measured other) {
        return new CalibratedDetector(inner, calibration, scale, maps, other);
    }

    FittedDetector inner() {
        return inner;
    }

    Calibration calibration() {
        return calibration;
    }

    Optional<MapScale> scale() {
        return scale;
    }

    MapStatistics maps() {
        return maps;
    }

    Measured measured() {
        return measured;
    }

    @Override
    public Detection detect(Sample sample) {
        return InBands.comes(sample, inner)
                ? InBands.reduced(sample, this)
                : decided(inner.detect(InBands.whole(sample)));
    }

    @Override
    public Detection detect(Sample sample, MapBands bands) {
        if (!InBands.comes(sample, inner)) {
            return FittedDetector.super.detect(sample, bands);
        }
        Optional<RegionsOfBands> regions = scale.map(known -> new RegionsOfBands(0, known.threshold()));
        Detection raw =
                inner.detect(sample, regions.map(finding -> finding.and(bands)).orElse(bands));
        return raw.with(
                calibration.judge(raw.score()),
                List.of(),
                regions.map(RegionsOfBands::regions).orElse(List.of()));
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples) {
        if (InBands.anyComes(samples, inner)) {
            return FittedDetector.super.detectAll(samples);
        }
        return inner.detectAll(samples.stream().map(InBands::whole).toList()).stream()
                .map(this::decided)
                .toList();
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        if (InBands.anyComes(samples, inner)) {
            return FittedDetector.super.detectAll(samples, executor);
        }
        return inner.detectAll(samples.stream().map(InBands::whole).toList(), executor).stream()
                .map(this::decided)
                .toList();
    }

    @Override
    public <R> R whileOpen(Supplier<R> work) {
        return inner.whileOpen(work);
    }

    private Detection decided(Detection raw) {
        List<Region> regions = new ArrayList<>();
        scale.ifPresent(known -> regions.addAll(regions(uncovered(raw.maps()), known)));
        return raw.with(calibration.judge(raw.score()), raw.maps(), regions);
    }

    /** With values below any threshold where the detector ignores what it sees. */
    private List<AnomalyMap> uncovered(List<AnomalyMap> maps) {
        return inner.capability(Cover.class)
                .map(cover -> maps.stream()
                        .map(map -> cover.with(map, -Float.MAX_VALUE))
                        .toList())
                .orElse(maps);
    }

    private static List<Region> regions(List<AnomalyMap> maps, MapScale scale) {
        List<Region> regions = new ArrayList<>();
        for (int frame = 0; frame < maps.size(); frame++) {
            regions.addAll(Regions.above(maps.get(frame), frame, scale.threshold()));
        }
        regions.sort(Comparator.comparingDouble((Region r) -> r.peak()).reversed());
        return regions;
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities().with(decisions);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        Optional<C> decision = decisions.get(type);
        return decision.isPresent() ? decision : inner.capability(type);
    }

    private Capabilities decisions() {
        Capabilities calibrated = measured.capabilities().with(Calibration.class, calibration);
        Capabilities scaled =
                scale.map(known -> calibrated.with(MapScale.class, known)).orElse(calibrated);
        Capabilities placed = maps.calibration()
                .map(places -> scaled.with(MapCalibration.class, places))
                .orElse(scaled);
        Supplier<SeesTiles> tiles = this::tiles;
        return inner.capabilities().types().contains(SeesTiles.class) ? placed.with(SeesTiles.class, tiles) : placed;
    }

    /** Decides of a tile as of the image: the score of an image is that of one of its tiles. */
    private SeesTiles tiles() {
        SeesTiles all = inner.capability(SeesTiles.class).orElseThrow();
        return (tile, height, width) ->
                new CalibratedDetector(all.of(tile, height, width), calibration, scale, maps, measured);
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        CalibrationEntry.write(model, this);
        measured.write(model);
        inner.save(model);
    }

    @Override
    public void close() {
        inner.close();
    }
}
