package io.xvad.detectors.distillation;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.pictures.TrainingPictures;
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
        MapScaling logical) {

    private static final String SHAPE = "efficient-ad-shape";
    private static final String STRUCTURAL = "structural-scaling";
    private static final String LOGICAL = "logical-scaling";

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
    float[] map(float[] picture) {
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
        INDArray pictures = TrainingPictures.batch(List.of(picture), shape.size);
        return Map.of(PatchDescription.PICTURES, pictures, Head.ROWS, Nd4j.zeros(1, shape.dimension));
    }

    /** What goes into the student's graph. */
    static Map<String, INDArray> inputs(
            Shape shape, List<float[]> pictures, float[] described, INDArray others, float threshold) {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(PatchDescription.PICTURES, TrainingPictures.batch(pictures, shape.size));
        inputs.put(EfficientAdGraph.DESCRIPTION, Head.matrix(described, shape.dimension));
        inputs.put(EfficientAdGraph.OTHERS, others);
        inputs.put(EfficientAdGraph.THRESHOLD, Nd4j.createFromArray(new float[][] {{threshold}}));
        return inputs;
    }

    void write(ModelWriter model) {
        model.doubles(SHAPE, new double[] {shape.size, shape.halvings, shape.dimension});
        teacher.write(model);
        student.write(model);
        standardisation.write(model);
        model.doubles(STRUCTURAL, new double[] {structural.low(), structural.high()});
        model.doubles(LOGICAL, new double[] {logical.low(), logical.high()});
    }

    static EfficientAdNetworks read(ModelReader model, int width) {
        double[] sizes = model.doubles(SHAPE);
        if (sizes.length != 3) {
            throw new XvadModelException("entry '" + SHAPE + "' must have 3 values, has " + sizes.length);
        }
        Shape shape = new Shape((int) sizes[0], (int) sizes[1], (int) sizes[2]);
        Trainable teacher = shape.teacher(width, 0);
        teacher.read(model);
        Trainable student = shape.student(width, 0);
        student.read(model);
        return new EfficientAdNetworks(
                shape,
                teacher,
                Standardisation.read(model, shape.dimension),
                student,
                MapScaling.of(model.doubles(STRUCTURAL)),
                MapScaling.of(model.doubles(LOGICAL)));
    }
}
