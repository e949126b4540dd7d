package io.xvad.detectors.stfpm;

import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.engine.Tensor;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.LearnedNetwork;
import io.xvad.detectors.features.Distances;
import io.xvad.detectors.features.ReverseBackbone;
import io.xvad.detectors.features.ScoreGradient;
import io.xvad.detectors.features.SeenValues;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of the score with respect to the image: the sum of what goes through the teacher and what goes through the
 * student. Activations are the teacher's. Thread-safe; one run of the student at a time.
 */
final class StfpmGradient implements Differentiable {

    private final LearnedNetwork learned;
    private final StfpmNetwork network;
    private final Trainable student;
    private final WeightedSum scores;
    private final ScoreGradient throughTeacher;

    StfpmGradient(LearnedNetwork learned, ReverseBackbone teacher, StfpmNetwork network) {
        this.learned = learned;
        this.network = network;
        this.student = network.restored(learned.saved());
        this.scores = new WeightedSum(student, FeatureNetwork.SCORE, FeatureNetwork.ROWS, StfpmNetwork.IMAGES);
        this.throughTeacher = new ScoreGradient(teacher, learned.painter(), OfImage::new);
    }

    /** How far the student is from the teacher on one image. */
    private final class OfImage implements Distances {

        private final float[] seen;

        OfImage(Image image) {
            this.seen = Channels.colour(learned.extractor().seen(image)).toArray();
        }

        @Override
        public float[] of(float[] rows) {
            synchronized (student) {
                return with(rows, inputs -> student.run(inputs, FeatureNetwork.SCORE));
            }
        }

        @Override
        public float[] gradient(float[] rows, float[] weights) {
            float[] gradient = gradient(rows, weights, FeatureNetwork.ROWS);
            learned.standardisation().undo(gradient);
            return gradient;
        }

        /** The gradient of the weighted sum with respect to the image that the student sees. */
        float[] throughStudent(float[] rows, float[] weights) {
            return gradient(rows, weights, StfpmNetwork.IMAGES);
        }

        private float[] gradient(float[] rows, float[] weights, String input) {
            synchronized (student) {
                return with(rows, inputs -> scores.gradient(inputs, weights, input));
            }
        }

        /** Runs the student on the image and the teacher's rows, and frees what went into it. */
        private float[] with(float[] rows, Function<Map<String, INDArray>, float[]> run) {
            Map<String, INDArray> inputs = network.values(
                    List.of(seen), List.of(learned.standardisation().apply(rows)));
            try {
                return run.apply(inputs);
            } finally {
                inputs.values().forEach(INDArray::close);
            }
        }
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
        float[] rows = learned.extractor().rows(image);
        OfImage distances = new OfImage(image);
        int side = learned.extractor().side();
        return distances.throughStudent(rows, learned.painter().peakWeights(distances.of(rows), side, image));
    }

    @Override
    public ActivationGradient activationGradient(Image image, String activation) {
        return throughTeacher.activationGradient(image, activation);
    }
}
