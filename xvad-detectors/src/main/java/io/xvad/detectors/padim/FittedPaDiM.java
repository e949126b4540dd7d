package io.xvad.detectors.padim;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;

/** PaDiM that has learned. */
final class FittedPaDiM implements FittedDetector {

    private final PatchExtractor extractor;
    private final Gaussians gaussians;
    private final MapPainter painter;
    private final Provenance provenance;

    FittedPaDiM(PatchExtractor extractor, Gaussians gaussians, MapPainter painter, Provenance provenance) {
        this.extractor = extractor;
        this.gaussians = gaussians;
        this.painter = painter;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = extractor.rows(List.of(image)).get(0);
        float[] distances = gaussians.distances(rows, extractor.dimension());
        AnomalyMap map = painter.paint(distances, extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        gaussians.write(model);
    }

    @Override
    public void close() {
        extractor.close();
    }
}
