package io.xvad.detectors.distillation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.learn.Trainable;
import java.util.List;
import java.util.Optional;

/** A student beside its teacher; one run of the student at a time. */
final class FittedStudent implements FittedDetector {

    private final PatchExtractor extractor;
    private final Trainable net;
    private final Standardisation standardisation;
    private final MapPainter painter;
    private final NormalExamples examples;
    private final Provenance provenance;

    FittedStudent(
            PatchExtractor extractor,
            Trainable net,
            Standardisation standardisation,
            MapPainter painter,
            NormalExamples examples,
            Provenance provenance) {
        this.extractor = extractor;
        this.net = net;
        this.standardisation = standardisation;
        this.painter = painter;
        this.examples = examples;
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = standardisation.apply(extractor.rows(List.of(image)).get(0));
        float[] picture = Channels.colour(extractor.seen(image)).toArray();
        AnomalyMap map = painter.paint(scores(picture, rows), extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    private float[] scores(float[] picture, float[] rows) {
        synchronized (net) {
            return net.run(StudentTraining.inputs(List.of(picture), List.of(rows), extractor.dimension()), Head.SCORE);
        }
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == Reconstructs.class || type == RemembersImages.class
                ? Optional.of(type.cast(examples))
                : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        synchronized (net) {
            net.write(model);
        }
        standardisation.write(model);
        examples.write(model);
    }

    @Override
    public void close() {
        extractor.close();
    }
}
