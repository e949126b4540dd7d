package io.xvad.detectors.distillation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
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
import io.xvad.detectors.features.ReverseBackbone;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.WeightedSum;
import java.util.List;
import java.util.Optional;

/** A student beside its teacher; one run of the student at a time. */
final class FittedStudent implements FittedDetector {

    private final PatchExtractor extractor;
    private final Trainable net;
    private final WeightedSum scores;
    private final Standardisation standardisation;
    private final MapPainter painter;
    private final NormalExamples examples;
    private final Provenance provenance;
    private final ReverseBackbone reverse;
    private final StudentGradient gradient;

    FittedStudent(
            PatchExtractor extractor,
            Trainable net,
            Standardisation standardisation,
            MapPainter painter,
            NormalExamples examples,
            Provenance provenance) {
        this.extractor = extractor;
        this.net = net;
        this.scores = StudentDistances.scores(net);
        this.standardisation = standardisation;
        this.painter = painter;
        this.examples = examples;
        this.provenance = provenance;
        this.reverse = new ReverseBackbone(extractor);
        this.gradient = new StudentGradient(extractor, reverse, painter, this::distances);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = extractor.rows(List.of(image)).get(0);
        AnomalyMap map = painter.paint(distances(image).of(rows), extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    private StudentDistances distances(Image image) {
        float[] picture = Channels.colour(extractor.seen(image)).toArray();
        return new StudentDistances(net, scores, standardisation, picture);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == Differentiable.class && reverse.isAvailable()) {
            return Optional.of(type.cast(gradient));
        }
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
        reverse.close();
        extractor.close();
    }
}
