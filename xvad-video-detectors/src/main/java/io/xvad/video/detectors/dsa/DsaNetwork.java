package io.xvad.video.detectors.dsa;

import io.xvad.core.option.Options;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.snippets.MultipleInstance;
import io.xvad.video.detectors.snippets.SnippetForm;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network and its losses. The nodes of a snippet are its places at its moments; x_n are the reduced features of node n.
 *
 * <pre>{@code
 * r_n   = x_n + R mean over nodes j of neighbouring moments of (x_n . x_j / d) x_j
 * u_n   = U r_n                                                                          the unary term
 * h^0   = u,   h^(t+1)_n = u_n + sum over tau of w_tau (softmax(Q h^t (K h^t)' / sqrt(d)) V h^t)_n    within cliques of tau moments
 * s_n   = sigmoid(c . tanh(h_n) + b);  a snippet has the highest s_n, a clip its highest snippet
 * L     = BCE(highest, y) + ranking + sparse sum of scores of anomalous clips + smooth sum of squared differences of neighbours
 *         + contrast max(0, margin - |top node of the anomalous clip - top node of the normal one|^2 / d)
 * }</pre>
 *
 * The w_tau are the soft-max of trained numbers; ranking and contrast are means over pairs of an anomalous and a normal clip, sums are divided by the
 * number of clips.
 *
 * @param form of the features
 * @param options of {@link Dsa}
 */
record DsaNetwork(SnippetForm form, Options options) {

    /** Name of the features, shape (snippets, nodes, values). */
    static final String FEATURES = "features";

    /** Name of the scores of nodes, shape (snippets * nodes, 1). */
    static final String SCORE = "score";

    /** Name of the input that is 1 at the top node of each snippet, shape (clips, T * nodes). */
    static final String TOP_NODE = "top-node";

    /** Name of the input that is 1 at the top snippet of each clip, shape (clips, T). */
    static final String TOP = "top";

    /** Name of the label of clips, shape (clips, 1). */
    static final String LABEL = "label";

    /** Name of the input that is 1 over the number of clips at each snippet of an anomalous clip, shape (clips, T). */
    static final String SPARSE = "sparse-weights";

    /** Name of the input that is 1 over the number of clips at each snippet of an anomalous clip but its first. */
    static final String NEIGHBOURS = "neighbours";

    /** Name of the input that picks the anomalous clip of each pair, shape (pairs, clips). */
    static final String ANOMALOUS = "anomalous";

    /** Name of the input that picks the normal clip of each pair. */
    static final String NORMAL = "normal";

    static final String LOSS = "loss";

    private static final String CLIQUE = "clique-";
    private static final float NEVER = -1e9f;

    int nodes() {
        return form.moments() * form.places();
    }

    private int hidden() {
        return options.get(Dsa.HIDDEN);
    }

    /** The network for scoring. */
    Trainable scoring(long seed) {
        Trainable net = new Trainable(seed);
        scores(net, field(net));
        return net;
    }

    /** The same with its losses, for clips of so many snippets. */
    Trainable training(int length, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable field = field(net);
        SDVariable nodes = scores(net, field);
        SDVariable chosen = net.input(TOP_NODE, (long) length * nodes());
        SDVariable top = net.input(TOP, length);
        MultipleInstance losses = new MultipleInstance(net.graph(), length);
        SDVariable ones = net.graph().constant(Nd4j.ones(nodes(), 1));
        SDVariable scores =
                nodes.mul(chosen.reshape(-1, 1)).reshape(-1, nodes()).mmul(ones).reshape(-1, length);
        SDVariable highest = losses.pooled(scores, top);
        SDVariable anomalous = net.input(ANOMALOUS, -1);
        SDVariable normal = net.input(NORMAL, -1);
        SDVariable features = tops(field, chosen, top, length);
        losses.crossEntropies(highest, net.input(LABEL, 1))
                .mean()
                .add(losses.ranking(anomalous.mmul(highest), normal.mmul(highest)))
                .add(losses.sparsity(scores, net.input(SPARSE, length)).mul(options.get(Dsa.SPARSE)))
                .add(losses.smoothness(scores, net.input(NEIGHBOURS, length)).mul(options.get(Dsa.SMOOTH)))
                .add(contrast(net, anomalous.mmul(features), normal.mmul(features)))
                .rename(LOSS);
        return net;
    }

    /** The top node of the top snippet of each clip, shape (clips, hidden). */
    private SDVariable tops(SDVariable field, SDVariable chosen, SDVariable top, int length) {
        SDVariable ofSnippets = chosen.reshape(-1, 1, nodes())
                .mmul(field.reshape(-1, nodes(), hidden()))
                .reshape(-1, length, hidden());
        return top.reshape(-1, 1, length).mmul(ofSnippets).reshape(-1, hidden());
    }

    private SDVariable contrast(Trainable net, SDVariable anomalous, SDVariable normal) {
        SDVariable difference = anomalous.sub(normal);
        SDVariable apart = difference
                .mul(difference)
                .mmul(net.graph().constant(Nd4j.ones(hidden(), 1)))
                .mul(1.0 / hidden());
        return net.graph()
                .nn()
                .relu(apart.rsub(options.get(Dsa.MARGIN)), 0)
                .mean()
                .mul(options.get(Dsa.CONTRAST));
    }

    /** tanh(h), of shape (snippets * nodes, hidden). */
    private SDVariable field(Trainable net) {
        SDVariable rows = net.input(FEATURES, nodes(), form.values()).reshape(-1, form.values());
        Layers layers = new Layers(net);
        SDVariable reduced = net.graph().nn().relu(layers.dense("reduce", rows, form.values(), hidden()), 0);
        SDVariable unary = layers.dense("unary", related(net, reduced), hidden(), hidden());
        List<Integer> cliques = Dsa.cliques(options);
        SDVariable shares = net.graph().nn().softmax(net.constant("clique-weights", 0, 1, cliques.size()), -1);
        SDVariable state = unary;
        for (int update = 0; update < options.get(Dsa.UPDATES); update++) {
            SDVariable next = unary;
            for (int i = 0; i < cliques.size(); i++) {
                SDVariable share = shares.mmul(picked(net, cliques.size(), i));
                SDVariable attended = attended(net, state, cliques.get(i)).reshape(-1, 1);
                next = next.add(attended.mmul(share).reshape(-1, hidden()));
            }
            state = next;
        }
        return net.graph().math().tanh(state);
    }

    /** A column that picks one of so many numbers. */
    private static SDVariable picked(Trainable net, int count, int index) {
        INDArray column = Nd4j.zeros(count, 1);
        column.putScalar(index, 0, 1);
        return net.graph().constant(column);
    }

    /** Each node with those of the moments before and after, weighed by their inner products. */
    private SDVariable related(Trainable net, SDVariable rows) {
        SDVariable sets = rows.reshape(-1, nodes(), hidden());
        float[][] neighbours = new float[nodes()][nodes()];
        for (int n = 0; n < nodes(); n++) {
            int count = 0;
            for (int j = 0; j < nodes(); j++) {
                count += Math.abs(moment(n) - moment(j)) == 1 ? 1 : 0;
            }
            for (int j = 0; j < nodes(); j++) {
                neighbours[n][j] = Math.abs(moment(n) - moment(j)) == 1 ? 1f / (count * hidden()) : 0;
            }
        }
        SDVariable likeness =
                sets.mmul(sets.permute(0, 2, 1)).mul(net.graph().constant(Nd4j.createFromArray(neighbours)));
        SDVariable messages = likeness.mmul(sets).reshape(-1, hidden());
        return rows.add(messages.mmul(net.weights("relation", hidden(), hidden(), hidden(), hidden())));
    }

    private int moment(int node) {
        return node / form.places();
    }

    /** Self-attention of nodes within cliques of so many moments, shape (snippets * nodes, hidden). */
    private SDVariable attended(Trainable net, SDVariable state, int clique) {
        String name = CLIQUE + clique;
        SDVariable query = projected(net, name + "-query", state);
        SDVariable key = projected(net, name + "-key", state).permute(0, 2, 1);
        SDVariable likeness = query.mmul(key).mul(1 / Math.sqrt(hidden()));
        SDVariable within = likeness.add(net.graph().constant(Nd4j.createFromArray(apart(clique))));
        return net.graph()
                .nn()
                .softmax(within, -1)
                .mmul(projected(net, name + "-value", state))
                .reshape(-1, hidden());
    }

    private SDVariable projected(Trainable net, String name, SDVariable state) {
        return state.mmul(net.weights(name, hidden(), hidden(), hidden(), hidden()))
                .reshape(-1, nodes(), hidden());
    }

    /** 0 for nodes of one clique, else so little that nothing is left. */
    private float[][] apart(int clique) {
        float[][] apart = new float[nodes()][nodes()];
        for (int n = 0; n < nodes(); n++) {
            for (int j = 0; j < nodes(); j++) {
                apart[n][j] = moment(n) / clique == moment(j) / clique ? 0 : NEVER;
            }
        }
        return apart;
    }

    private SDVariable scores(Trainable net, SDVariable field) {
        SDVariable logits = new Layers(net).dense("classifier", field, hidden(), 1);
        return net.graph().nn().sigmoid(logits).rename(SCORE);
    }
}
