package io.xvad.detectors.sla2p;

import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.BatchNormalisation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells from a projected feature which projection made it: linear layers of twice and four times as many units as the feature has
 * values, each normalised over the batch and rectified, and one for the classes.
 *
 * @param net whose weights these are
 * @param classes how many projections there are
 * @param width values of a projected feature
 */
record ProjectionClassifier(Trainable net, int classes, int width) {

    private static final double SLOPE = 0.01;
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String OUT = "out";

    /** What a layer gives before its rectifier, and after it. */
    private record Layer(SDVariable normal, SDVariable rectified) {}

    private Layer layer(String name, SDVariable x, int in, int out, Mode mode) {
        SDVariable linear = new Layers(net, mode).dense(name, x, in, out);
        SDVariable normal = norm(name, out).rows(linear, mode);
        return new Layer(normal, net.graph().nn().leakyRelu(normal, SLOPE));
    }

    private BatchNormalisation norm(String name, int units) {
        return new BatchNormalisation(net, name + "-norm", units);
    }

    /** The logits of projected features, shape (N, width). */
    SDVariable logits(SDVariable projected, Mode mode) {
        Layer first = layer(FIRST, projected, width, 2 * width, mode);
        return logits(layer(SECOND, first.rectified, 2 * width, 4 * width, mode), mode);
    }

    private SDVariable logits(Layer second, Mode mode) {
        return new Layers(net, mode).dense(OUT, second.rectified, 4 * width, classes);
    }

    /** A constant of 1 where the class of a row is the one that made it, shape (1, classes, classes). */
    SDVariable own() {
        return net.graph().constant(Nd4j.eye(classes).reshape(1, classes, classes));
    }

    /** The cross-entropy of logits of rows that are those of all projections of one feature after the other. */
    SDVariable loss(SDVariable logits) {
        SDVariable logs = net.graph().nn().logSoftmax(logits).reshape(-1, classes, classes);
        return logs.mul(own()).sum(2).mean().neg();
    }

    /** The share of rows whose own class is the most likely. */
    SDVariable accuracy(SDVariable logits) {
        SDVariable likeliest = likeliest(logits).reshape(-1, classes, classes);
        return likeliest.mul(own()).sum(2).mean();
    }

    private SDVariable likeliest(SDVariable logits) {
        SameDiff graph = net.graph();
        return graph.eq(logits, logits.max(true, 1)).castTo(DataType.FLOAT);
    }

    /**
     * The gradient of the cross-entropy of each row with the class that is predicted for it, with respect to the row; written out as
     * operations of the graph, since SameDiff does not differentiate twice.
     */
    SDVariable gradient(SDVariable projected) {
        SameDiff graph = net.graph();
        Layer first = layer(FIRST, projected, width, 2 * width, Mode.SCORING);
        Layer second = layer(SECOND, first.rectified, 2 * width, 4 * width, Mode.SCORING);
        SDVariable logits = logits(second, Mode.SCORING);
        SDVariable errors = graph.nn().softmax(logits, 1).sub(likeliest(logits));
        SDVariable behindSecond = errors.mmul(turned(OUT)).mul(slopes(SECOND, second));
        SDVariable behindFirst = behindSecond.mmul(turned(SECOND)).mul(slopes(FIRST, first));
        return behindFirst.mmul(turned(FIRST));
    }

    private SDVariable turned(String name) {
        return net.graph().transpose(net.graph().getVariable(name));
    }

    /** What a small change before normalisation and rectifier is multiplied by. */
    private SDVariable slopes(String name, Layer layer) {
        int units = Math.toIntExact(net.value(name + "-bias").length);
        SDVariable rectifier =
                net.graph().math().sign(layer.normal).mul((1 - SLOPE) / 2).add((1 + SLOPE) / 2);
        return rectifier.mul(norm(name, units).factor());
    }

    /** Rows moved so that the class that is predicted for them becomes less likely. */
    SDVariable perturbed(SDVariable projected, double epsilon) {
        return projected.add(gradient(projected).mul(epsilon));
    }

    /** The mean squared error of the predictions for all projections of a feature, from 0 to 2 divided by the classes, shape (features). */
    SDVariable error(SDVariable perturbed) {
        SDVariable likely = net.graph().nn().softmax(logits(perturbed, Mode.SCORING), 1);
        SDVariable wrong = likely.reshape(-1, classes, classes).sub(own());
        return net.graph().math().square(wrong).mean(2).mean(1);
    }
}
