package io.xvad.video.language.anomize;

import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Learns how labels are encoded. Of an anomalous clip, v is the mean of the windows of its top positions; of a label, t is its vector and g the context of its group.
 *
 * <pre>{@code
 * e_l = unit(t_l + gamma g_l G)
 * L   = - mean over clips of log softmax(unit(v P) e' / tau) at the label of the clip, over the labels that were learned from
 * }</pre>
 *
 * P and G start as the identity, so that without training labels are compared as the embedder has them, drawn towards their group. A label that was not learned from is encoded by the same G.
 *
 * @param dimension values of a vector
 * @param labels those that are learned from
 * @param options of {@link Anomize}
 */
record LabelNetwork(int dimension, List<LabelGroups.Encoded> labels, Options options) {

    /** Name of v, shape (clips, d). */
    static final String SEEN = "seen";

    /** Name of the input that is 1 at the label of a clip, shape (clips, labels). */
    static final String TARGET = "target";

    static final String LOSS = "label-loss";

    private static final String VECTORS = "label-vectors";
    private static final String CONTEXTS = "label-contexts";
    private static final double SMALLEST = 1e-6;

    /** The graph of the loss; of no labels the weights alone. */
    Trainable training() {
        Trainable net = new Trainable(0);
        SDVariable visual = net.identity(LabelEncoding.VISUAL, dimension);
        SDVariable group = net.identity(LabelEncoding.GROUP, dimension);
        if (labels.isEmpty()) {
            return net;
        }
        SDVariable vectors = net.kept(VECTORS, 0, labels.size(), dimension);
        SDVariable contexts = net.kept(CONTEXTS, 0, labels.size(), dimension);
        net.keep(
                VECTORS,
                Encodings.flat(labels.stream().map(LabelGroups.Encoded::vector).toList()));
        net.keep(
                CONTEXTS,
                Encodings.flat(labels.stream().map(LabelGroups.Encoded::context).toList()));
        SDVariable seen = unit(net, net.input(SEEN, dimension).mmul(visual));
        SDVariable steered = contexts.mmul(group).mul(options.get(Anomize.GROUP_WEIGHT));
        SDVariable encoded = unit(net, vectors.add(steered));
        SDVariable likeness = seen.mmul(encoded.permute(1, 0)).mul(1 / options.get(Anomize.TEMPERATURE));
        SDVariable shares = net.graph().nn().softmax(likeness, -1);
        net.graph()
                .math()
                .log(shares.add(SMALLEST))
                .mul(net.input(TARGET, labels.size()))
                .mmul(net.graph().constant(Nd4j.ones(labels.size(), 1)))
                .mean()
                .neg()
                .rename(LOSS);
        return net;
    }

    private SDVariable unit(Trainable net, SDVariable rows) {
        SDVariable squares = rows.mul(rows).mmul(net.graph().constant(Nd4j.ones(dimension, 1)));
        return rows.div(net.graph().math().sqrt(squares.add(SMALLEST)));
    }
}
