package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.Regions;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A fitted detector that also decides: it adds a verdict and regions to another's scores and maps, which stay as they
 * are. Offers {@link Calibration} and {@link MapScale} as capabilities beside those of the detector within. Thread-safe.
 */
public final class CalibratedDetector implements FittedDetector {

    private final FittedDetector inner;
    private final Calibration calibration;
    private final MapScale scale;

    /** Wraps a detector, which is closed with this one. */
    public CalibratedDetector(FittedDetector inner, Calibration calibration, MapScale scale) {
        this.inner = inner;
        this.calibration = calibration;
        this.scale = scale;
    }

    @Override
    public Detection detect(Sample sample) {
        return decided(inner.detect(sample));
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples) {
        return inner.detectAll(samples).stream().map(this::decided).toList();
    }

    private Detection decided(Detection raw) {
        List<Region> regions = new ArrayList<>();
        List<AnomalyMap> maps = raw.maps();
        for (int frame = 0; frame < maps.size(); frame++) {
            regions.addAll(Regions.above(maps.get(frame), frame, scale.threshold()));
        }
        regions.sort(Comparator.comparingDouble((Region r) -> r.peak()).reversed());
        return new Detection(raw.sampleId(), raw.score(), calibration.judge(raw.score()), maps, regions);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == MapScale.class) {
            return Optional.of(type.cast(scale));
        }
        if (type == Calibration.class) {
            return Optional.of(type.cast(calibration));
        }
        return inner.capability(type);
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        CalibrationEntry.write(model, calibration, scale);
        inner.save(model);
    }

    @Override
    public void close() {
        inner.close();
    }
}
