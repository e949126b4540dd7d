package io.xvad.training.layers;

import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;

/**
 * Spectral normalisation (Miyato et al. 2018): weights divided by their largest singular value, which a power iteration follows, one step of
 * it with each step of an optimiser. Its vectors are kept with the weights.
 */
public final class SpectralNormalisation {

    private static final double EPSILON = 1e-12;
    private static final int FIRST_ITERATIONS = 15;

    private SpectralNormalisation() {}

    /**
     * The weights of a layer, divided. In training this is for one use in a graph: what is given is used wherever the layer is.
     *
     * @param name of the layer
     * @param weights as they are learned; the last dimension is that of what comes out
     * @param out size of the last dimension
     */
    public static SDVariable of(Trainable net, String name, SDVariable weights, int out, Mode mode) {
        SameDiff graph = net.graph();
        SDVariable matrix = weights.reshape(-1, out);
        int in = net.value(weights.name()).length / out;
        boolean isFirst = !graph.hasVariable(name + "-left");
        SDVariable left = net.kept(name + "-left", 1, out, 1);
        SDVariable right = net.kept(name + "-right", 1, in, 1);
        if (isFirst) {
            iterate(net, name, net.value(weights.name()), out);
        }
        if (mode == Mode.SCORING) {
            return weights.mul(shrinking(matrix, left, right));
        }
        SDVariable held = new StopGradient(graph, matrix).outputVariable();
        SDVariable nextRight = unit(held.mmul(left));
        SDVariable nextLeft = unit(held.permute(1, 0).mmul(nextRight));
        SDVariable divided = weights.mul(shrinking(matrix, nextLeft, nextRight));
        net.follow(name + "-left", nextLeft, 1, divided);
        net.follow(name + "-right", nextRight, 1, divided);
        return divided;
    }

    /** Sets the vectors to where the power iteration of the first weights comes. */
    private static void iterate(Trainable net, String name, float[] weights, int out) {
        float[] left = net.value(name + "-left");
        float[] right = net.value(name + "-right");
        for (int i = 0; i < FIRST_ITERATIONS; i++) {
            for (int row = 0; row < right.length; row++) {
                right[row] = 0;
                for (int column = 0; column < out; column++) {
                    right[row] += weights[row * out + column] * left[column];
                }
            }
            scale(right);
            for (int column = 0; column < out; column++) {
                left[column] = 0;
                for (int row = 0; row < right.length; row++) {
                    left[column] += weights[row * out + column] * right[row];
                }
            }
            scale(left);
        }
        net.keep(name + "-left", left);
        net.keep(name + "-right", right);
    }

    private static void scale(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) (Math.sqrt(squares) + EPSILON);
        }
    }

    /** One divided by the largest singular value; the gradient of a division by a scalar is wrong in ND4J. */
    private static SDVariable shrinking(SDVariable matrix, SDVariable left, SDVariable right) {
        return matrix.mmul(left).mul(right).sum().rdiv(1);
    }

    private static SDVariable unit(SDVariable vector) {
        return vector.div(
                vector.getSameDiff().math().sqrt(vector.mul(vector).sum()).add(EPSILON));
    }
}
