package io.xvad.detectors.stfpm;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Sample;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureGraph;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.ReverseBackbone;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A student beside its teacher. */
final class FittedStudent implements FittedDetector {

    private final PatchExtractor extractor;
    private final SavedNetwork saved;
    private final StudentScores scores;
    private final Standardisation standardisation;
    private final MapPainter painter;
    private final NormalExamples examples;
    private final Provenance provenance;
    private final ReverseBackbone reverse;
    private final Lazy<StudentGradient> gradient;

    FittedStudent(
            PatchExtractor extractor,
            SavedNetwork saved,
            StudentScores scores,
            Supplier<Trainable> net,
            Standardisation standardisation,
            MapPainter painter,
            NormalExamples examples,
            Provenance provenance) {
        this.extractor = extractor;
        this.saved = saved;
        this.scores = scores;
        this.standardisation = standardisation;
        this.painter = painter;
        this.examples = examples;
        this.provenance = provenance;
        this.reverse = new ReverseBackbone(extractor);
        this.gradient = new Lazy<>(() -> gradient(net.get()));
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = extractor.rows(List.of(image)).get(0);
        AnomalyMap map = painter.paint(scores.of(picture(image), rows), extractor.side(), image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    private float[] picture(Image image) {
        return Channels.colour(extractor.seen(image)).toArray();
    }

    private StudentGradient gradient(Trainable net) {
        WeightedSum sum = StudentDistances.scores(net);
        return new StudentGradient(
                extractor, reverse, painter, image -> new StudentDistances(net, sum, standardisation, picture(image)));
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == Differentiable.class && reverse.isAvailable()) {
            return Optional.of(type.cast(gradient.get()));
        }
        if (type == WholeGraph.class) {
            return Optional.of(type.cast(new FeatureGraph(extractor, painter, this::judged)));
        }
        return type == Reconstructs.class || type == RemembersImages.class
                ? Optional.of(type.cast(examples))
                : Optional.empty();
    }

    private FeatureGraph.Judged judged(OnnxGraph onnx, String picture, String rows) {
        Map<String, String> student = onnx.embed(
                saved.onnx(),
                Map.of(StudentGraph.PICTURES, picture, Head.ROWS, standardisation.apply(onnx, rows)),
                "student-");
        return new FeatureGraph.Judged(Objects.requireNonNull(student.get(Head.SCORE)), Optional.empty());
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        BackboneEntry.write(model, extractor.spec());
        saved.write(model);
        standardisation.write(model);
        examples.write(model);
    }

    @Override
    public void close() {
        reverse.close();
        scores.close();
        extractor.close();
    }
}
