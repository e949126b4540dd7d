package io.xvad.detectors.stfpm;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.ReverseBackbone;
import io.xvad.detectors.features.ScoreGradient;
import io.xvad.detectors.features.SeenValues;
import java.util.List;
import java.util.function.Function;

/**
 * The gradient of a student's score: what it owes to the picture through the teacher, and through the student. Activations
 * are the teacher's. Thread-safe.
 */
final class StudentGradient implements Differentiable {

    private final PatchExtractor extractor;
    private final MapPainter painter;
    private final Function<Image, StudentDistances> distances;
    private final ScoreGradient throughTeacher;

    StudentGradient(
            PatchExtractor extractor,
            ReverseBackbone backbone,
            MapPainter painter,
            Function<Image, StudentDistances> distances) {
        this.extractor = extractor;
        this.painter = painter;
        this.distances = distances;
        this.throughTeacher = new ScoreGradient(backbone, painter, distances::apply);
    }

    @Override
    public List<String> activations() {
        return throughTeacher.activations();
    }

    @Override
    public Tensor inputGradient(Image image) {
        float[] sum = throughTeacher.inputGradient(image).toArray();
        Tensor throughStudent = SeenValues.inImage(throughStudent(image), image);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += throughStudent.buffer().get(i);
        }
        return Tensor.owning(sum, throughStudent.shape());
    }

    private float[] throughStudent(Image image) {
        float[] rows = extractor.rows(List.of(image)).get(0);
        StudentDistances own = distances.apply(image);
        return own.pictureGradient(rows, painter.peakWeights(own.of(rows), extractor.side(), image));
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        return throughTeacher.activationGradient(image, activation);
    }
}
