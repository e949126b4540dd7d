package io.xvad.detectors.padim;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import java.util.List;
import java.util.Optional;

/** PaDiM that has learned. */
final class FittedPaDiM implements FittedDetector {

    private final PatchExtractor extractor;
    private final Gaussians gaussians;
    private final NormalExamples examples;
    private final MapPainter painter;
    private final Provenance provenance;

    FittedPaDiM(
            PatchExtractor extractor,
            Gaussians gaussians,
            NormalExamples examples,
            MapPainter painter,
            Provenance provenance) {
        this.extractor = extractor;
        this.gaussians = gaussians;
        this.examples = examples;
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
    public <C> Optional<C> capability(Class<C> type) {
        return type == Reconstructs.class ? Optional.of(type.cast(examples)) : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        gaussians.write(model);
        examples.write(model);
    }

    @Override
    public void close() {
        extractor.close();
    }
}
