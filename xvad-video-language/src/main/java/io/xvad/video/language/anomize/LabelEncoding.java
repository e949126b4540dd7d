package io.xvad.video.language.anomize;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.SavedNetwork;
import io.xvad.video.language.embed.UnitLength;
import java.util.Arrays;

/**
 * How labels, and what is seen, are encoded to be compared: the equations of {@link LabelNetwork}, for labels that were learned from and for others. Immutable.
 *
 * @param dimension d
 * @param visual P, of shape (d, d), row-major
 * @param group G, the same
 * @param weight gamma
 */
record LabelEncoding(int dimension, float[] visual, float[] group, double weight) {

    static final String VISUAL = "visual";
    static final String GROUP = "group";

    static LabelEncoding of(SavedNetwork saved, int dimension, double weight) {
        return new LabelEncoding(dimension, matrix(saved, VISUAL, dimension), matrix(saved, GROUP, dimension), weight);
    }

    private static float[] matrix(SavedNetwork saved, String name, int dimension) {
        Tensor tensor = saved.weights().get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), new int[] {dimension, dimension})) {
            throw new XvadModelException("weights '" + name + "' must be " + dimension + " x " + dimension);
        }
        return tensor.toArray();
    }

    /** e of a label, of unit length. */
    float[] label(LabelGroups.Encoded label) {
        float[] steered = times(label.context(), group);
        for (int i = 0; i < dimension; i++) {
            steered[i] = (float) (label.vector()[i] + weight * steered[i]);
        }
        return UnitLength.of(steered);
    }

    /** What is seen, of unit length. */
    float[] seen(float[] vector) {
        return UnitLength.of(times(vector, visual));
    }

    private float[] times(float[] row, float[] matrix) {
        float[] product = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                product[j] += row[i] * matrix[i * dimension + j];
            }
        }
        return product;
    }
}
