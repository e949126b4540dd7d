package io.xvad.video.detectors.ctr;

import io.xvad.core.option.Options;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Dropout;
import io.xvad.video.detectors.snippets.MultipleInstance;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network of Wu and Liu (2021) and its losses. With x the reduced features of the snippets of a clip,
 *
 * <pre>{@code
 * A_ij = softmax over j in [i - m, i] of theta(x_i) . phi(x_j) / sqrt(d) - decay^2 |i - j|
 * z_i  = x_i + W sum_j A_ij x_j
 * s_i  = sigmoid(b + sum_{t < k} w_t . z_{i-t})
 * L    = BCE(mean of the top s, y) + l1 mean over normal snippets |z - c|^2 / d + l2 mean over anomalous clips max(0, margin - |mean of top z - c|^2 / d)
 * }</pre>
 *
 * where c, the centre of the z of normal snippets, follows their mean from step to step and has no gradient.
 *
 * @param values features of a snippet
 * @param options of {@link Ctr}
 */
record CtrNetwork(int values, Options options) {

    /** Name of the features, shape (clips, T, values). */
    static final String FEATURES = "features";

    /** Name of {@link CtrWindow#present}, shape (clips, T). */
    static final String PRESENT = "present";

    /** Name of {@link CtrWindow#admitted}, shape (clips, T, T). */
    static final String ADMITTED = "admitted";

    /** Name of the scores, shape (clips, T). */
    static final String SCORE = "score";

    /** Name of A, shape (clips, T, T). */
    static final String RELATION = "relation";

    static final String LABEL = "label";
    static final String CHOSEN = "chosen";
    static final String NORMAL = "normal";
    static final String ANOMALOUS = "anomalous";
    static final String DROPPED = "dropped";
    static final String LOSS = "loss";

    private static final String CENTRE = "centre";
    private static final double FOLLOWED = 0.1;

    /** The network for sequences of a length, for scoring. */
    Trainable scoring(int length, long seed) {
        Trainable net = new Trainable(seed);
        parts(net, length, Mode.SCORING);
        return net;
    }

    /** The same with its losses. */
    Trainable training(int length, long seed) {
        Trainable net = new Trainable(seed);
        Parts parts = parts(net, length, Mode.TRAINING);
        MultipleInstance losses = new MultipleInstance(net.graph(), length);
        SDVariable chosen = net.input(CHOSEN, length);
        SDVariable bag = losses.pooled(parts.scores, chosen);
        SDVariable classified = losses.crossEntropies(bag, net.input(LABEL, 1)).mean();
        SDVariable centre = net.kept(CENTRE, 0, 1, hidden());
        SDVariable weights = net.input(NORMAL, length).reshape(-1, 1);
        SDVariable compact = distances(net, parts.related, centre).mul(weights).sum();
        SDVariable top = chosen.reshape(-1, 1, length)
                .mmul(parts.related.reshape(-1, length, hidden()))
                .reshape(-1, hidden());
        SDVariable apart = net.graph()
                .nn()
                .relu(distances(net, top, centre).rsub(options.get(Ctr.MARGIN)), 0)
                .mul(net.input(ANOMALOUS, 1))
                .sum();
        SDVariable loss = classified
                .add(compact.mul(options.get(Ctr.COMPACTNESS)))
                .add(apart.mul(options.get(Ctr.DISPERSION)))
                .rename(LOSS);
        net.follow(CENTRE, weights.permute(1, 0).mmul(parts.related), FOLLOWED, loss);
        return net;
    }

    private int hidden() {
        return options.get(Ctr.HIDDEN);
    }

    private record Parts(SDVariable related, SDVariable scores) {}

    /** z of shape (clips * T, hidden), and the scores. */
    private Parts parts(Trainable net, int length, Mode mode) {
        SDVariable rows = net.input(FEATURES, length, values).reshape(-1, values);
        SDVariable reduced = net.graph().nn().relu(new Layers(net).dense("reduce", rows, values, hidden()), 0);
        SDVariable kept = new Dropout(DROPPED, options.get(Ctr.DROPOUT)).of(net, reduced, mode, hidden());
        SDVariable related =
                related(net, kept, length).mul(net.input(PRESENT, length).reshape(-1, 1));
        return new Parts(related, scores(net, related, length));
    }

    private SDVariable related(Trainable net, SDVariable rows, int length) {
        Layers layers = new Layers(net);
        SDVariable theta = layers.dense("theta", rows, hidden(), hidden()).reshape(-1, length, hidden());
        SDVariable phi = layers.dense("phi", rows, hidden(), hidden()).reshape(-1, length, hidden());
        SDVariable likeness = theta.mmul(phi.permute(0, 2, 1)).mul(1 / Math.sqrt(hidden()));
        SDVariable decay = net.constant("decay", 1 / Math.sqrt(1 + options.get(Ctr.REACH)), 1, 1);
        SDVariable prior = net.graph()
                .constant(Nd4j.createFromArray(ages(length)).reshape(length * length, 1))
                .mmul(decay.mul(decay))
                .reshape(1, length * length);
        SDVariable admitted = net.input(ADMITTED, length, length);
        SDVariable weighed =
                likeness.add(admitted).reshape(-1, length * length).sub(prior).reshape(-1, length, length);
        SDVariable relation = net.graph().nn().softmax(weighed, -1).rename(RELATION);
        SDVariable past = relation.mmul(rows.reshape(-1, length, hidden())).reshape(-1, hidden());
        return rows.add(past.mmul(net.weights("past", hidden(), hidden(), hidden(), hidden())));
    }

    private static float[] ages(int length) {
        float[] ages = new float[length * length];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < length; j++) {
                ages[i * length + j] = Math.abs(i - j);
            }
        }
        return ages;
    }

    /** The causal convolution as a product with a matrix that adds tap t of snippet i - t to the score of snippet i. */
    private SDVariable scores(Trainable net, SDVariable related, int length) {
        int kernel = options.get(Ctr.KERNEL);
        SDVariable taps = related.mmul(net.weights("classifier", (long) hidden() * kernel, 1, hidden(), kernel));
        float[][] causal = new float[length * kernel][length];
        for (int tap = 0; tap < kernel; tap++) {
            for (int i = tap; i < length; i++) {
                causal[(i - tap) * kernel + tap][i] = 1;
            }
        }
        SDVariable logits = taps.reshape(-1, length * kernel)
                .mmul(net.graph().constant(Nd4j.createFromArray(causal)))
                .add(net.constant("classifier-bias", 0, 1, 1));
        return net.graph().nn().sigmoid(logits).rename(SCORE);
    }

    /** Mean squared differences of rows from the centre, shape (rows, 1). */
    private SDVariable distances(Trainable net, SDVariable rows, SDVariable centre) {
        SDVariable difference = rows.sub(centre);
        return difference
                .mul(difference)
                .mmul(net.graph().constant(Nd4j.ones(hidden(), 1)))
                .mul(1.0 / hidden());
    }
}
