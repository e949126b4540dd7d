package io.xvad.detectors.efficientad;

import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.Trainable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All networks of EfficientAD. Not thread-safe.
 *
 * @param shape of pictures and descriptions
 * @param teacher describes patches
 * @param standardisation of its descriptions
 * @param student and autoencoder
 * @param structural scaling of how far student and teacher are apart
 * @param logical scaling of how far student and autoencoder are apart
 */
record EfficientAdNetworks(
        Shape shape,
        Trainable teacher,
        Standardisation standardisation,
        Trainable student,
        MapScaling structural,
        MapScaling logical)
        implements EfficientAdScores {

    /**
     * What decides how large the networks are.
     *
     * @param size side of the pictures
     * @param halvings how often descriptions halve it
     * @param dimension values of a description
     */
    record Shape(int size, int halvings, int dimension) {

        int side() {
            return size >> halvings;
        }

        Trainable teacher(int width, long seed) {
            return PatchDescription.teacher(size, halvings, width, dimension, seed);
        }

        Trainable student(int width, long seed) {
            return EfficientAdGraph.build(size, halvings, width, dimension, seed);
        }
    }

    /** The map of both, scaled and averaged, shape (side, side). */
    @Override
    public synchronized float[] map(float[] picture) {
        float[] structural = map(picture, EfficientAdGraph.STRUCTURAL);
        float[] logical = map(picture, EfficientAdGraph.LOGICAL);
        float[] map = new float[structural.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) ((structural().scaled(structural[i]) + logical().scaled(logical[i])) / 2);
        }
        return map;
    }

    /** One of them as it is. */
    float[] map(float[] picture, String output) {
        return student.run(studentInputs(picture), output);
    }

    Map<String, INDArray> studentInputs(float[] picture) {
        INDArray none = Nd4j.zeros(1, 3, shape.size, shape.size);
        return inputs(shape, List.of(picture), described(picture), none, 0);
    }

    /** The teacher's rows of a picture, standardised. */
    float[] described(float[] picture) {
        return standardisation.apply(describe(shape, teacher, picture));
    }

    /** The teacher's rows of a picture. */
    static float[] describe(Shape shape, Trainable teacher, float[] picture) {
        return teacher.run(teacherInputs(shape, picture), PatchDescription.DESCRIPTION);
    }

    static Map<String, INDArray> teacherInputs(Shape shape, float[] picture) {
        INDArray pictures = NetworkImages.batch(List.of(picture), shape.size);
        return Map.of(PatchDescription.PICTURES, pictures, Head.ROWS, Nd4j.zeros(1, shape.dimension));
    }

    /** What goes into the student's graph. */
    static Map<String, INDArray> inputs(
            Shape shape, List<float[]> pictures, float[] described, INDArray others, float threshold) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(PatchDescription.PICTURES, NetworkImages.batch(pictures, shape.size));
        inputs.put(EfficientAdGraph.DESCRIPTION, Head.matrix(described, shape.dimension));
        inputs.put(EfficientAdGraph.OTHERS, others);
        inputs.put(EfficientAdGraph.THRESHOLD, Nd4j.createFromArray(new float[][] {{threshold}}));
        return inputs;
    }

    /** What is known besides the weights. */
    EfficientAdSettings settings() {
        return new EfficientAdSettings(shape, standardisation, structural, logical);
    }

    /** Networks without their weights. */
    static EfficientAdNetworks of(EfficientAdSettings settings, int width) {
        EfficientAdNetworks.Shape shape = settings.shape();
        return new EfficientAdNetworks(
                shape,
                shape.teacher(width, 0),
                settings.standardisation(),
                shape.student(width, 0),
                settings.structural(),
                settings.logical());
    }

    /** All networks as a model file keeps them. */
    SavedNetwork saved() {
        return Trainable.saved(EfficientAdExport.of(this), teacher, student);
    }
}
