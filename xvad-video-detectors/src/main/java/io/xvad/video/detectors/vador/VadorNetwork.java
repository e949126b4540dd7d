package io.xvad.video.detectors.vador;

import io.xvad.core.option.Options;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.LayerNormalisation;
import io.xvad.video.detectors.snippets.MultipleInstance;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The head of VADor and its losses. A token x of a snippet has the probability {@code p = softmax(W2 LN(W1 x))}, a snippet the
 * highest of its tokens. The same head sees {@code x + C2 LN(C1 c)}, where c is what a context holds for the token: with layers of its own for the
 * long and for the short one. For each of the three,
 *
 * <pre>{@code
 * L = mean over clips w BCE(highest snippet, y) + mean over anomalous clips max(0, 1 - highest + lowest)
 *     + smooth sum of squared differences of neighbours + sparse sum of the scores of anomalous clips
 * }</pre>
 *
 * with w how sure the head is of the highest snippet, {@code max(p, 1 - p)}, without a gradient; sums are divided by the number of clips.
 *
 * @param values of a token
 * @param places tokens of a snippet
 * @param options of {@link Vador}
 */
record VadorNetwork(int values, int places, Options options) {

    /** Name of the tokens, shape (clips, T * places, values). */
    static final String TOKENS = "tokens";

    /** The head on tokens alone, and with each context. */
    enum Branch {
        /** Tokens alone. */
        OWN("own"),
        /** With the long-term context. */
        LONG("long"),
        /** With the short-term context. */
        SHORT("short");

        private final String word;

        Branch(String word) {
            this.word = word;
        }

        /** Name of the probabilities of tokens, shape (clips, T * places). */
        String probability() {
            return "probability-" + word;
        }

        /** Name of the context, of the shape of the tokens. */
        String context() {
            return "context-" + word;
        }

        /** Name of the input that is 1 at the highest token of each snippet, shape (clips, T * places). */
        String token() {
            return "token-" + word;
        }

        /** Name of the input that is 1 at the highest snippet of each clip, shape (clips, T). */
        String highest() {
            return "highest-" + word;
        }

        /** Name of the input that is 1 at the lowest snippet of each clip. */
        String lowest() {
            return "lowest-" + word;
        }

        /** Name of the input w, shape (clips, 1). */
        String sureness() {
            return "sureness-" + word;
        }
    }

    /** Name of the label of clips, shape (clips, 1). */
    static final String LABEL = "label";

    /** Name of the input that is 1 over the number of anomalous clips in these, shape (clips, 1). */
    static final String ANOMALOUS = "anomalous";

    /** Name of the input that is 1 over the number of clips at each snippet but the first, shape (clips, T). */
    static final String NEIGHBOURS = "neighbours";

    /** Name of the input that is 1 over the number of clips at each snippet of an anomalous clip. */
    static final String SPARSE = "sparse";

    /** Name of the loss of the head on tokens alone. */
    static final String HEAD_LOSS = "head-loss";

    /** Name of the loss of all three. */
    static final String LOSS = "loss";

    private static final String HEAD = "head";

    /** Whether a weight is of the head, which is trained alone at first. */
    static boolean isOfTheHead(String weight) {
        return weight.startsWith(HEAD);
    }

    /** The network for scoring, of any number of snippets. */
    Trainable scoring(long seed) {
        Trainable net = new Trainable(seed);
        probabilities(net, Mode.SCORING);
        return net;
    }

    /** The same for clips of so many snippets, with its losses. */
    Trainable training(int length, long seed) {
        Trainable net = new Trainable(seed);
        List<SDVariable> probabilities = probabilities(net, Mode.TRAINING);
        Shared shared = new Shared(
                net.input(LABEL, 1), net.input(ANOMALOUS, 1), net.input(NEIGHBOURS, length), net.input(SPARSE, length));
        SDVariable own =
                loss(net, Branch.OWN, probabilities.get(0), shared, length).rename(HEAD_LOSS);
        own.add(loss(net, Branch.LONG, probabilities.get(1), shared, length))
                .add(loss(net, Branch.SHORT, probabilities.get(2), shared, length))
                .rename(LOSS);
        return net;
    }

    private List<SDVariable> probabilities(Trainable net, Mode mode) {
        SDVariable rows = net.input(TOKENS, -1, values).reshape(-1, values);
        return List.of(
                probability(net, rows, Branch.OWN, mode),
                probability(net, rows.add(context(net, Branch.LONG, mode)), Branch.LONG, mode),
                probability(net, rows.add(context(net, Branch.SHORT, mode)), Branch.SHORT, mode));
    }

    /** C2 LN(C1 c), of shape (tokens, values). */
    private SDVariable context(Trainable net, Branch branch, Mode mode) {
        int hidden = options.get(Vador.HIDDEN);
        SDVariable rows = net.input(branch.context(), -1, values).reshape(-1, values);
        Layers layers = new Layers(net);
        SDVariable narrow = layers.dense(branch.context() + "-in", rows, values, hidden);
        SDVariable normal = new LayerNormalisation(net, branch.context() + "-norm", hidden).of(narrow, mode);
        return layers.dense(branch.context() + "-out", normal, hidden, values);
    }

    /** Of two classes: the sigmoid of the difference of their logits is the soft-max of the second. */
    private SDVariable probability(Trainable net, SDVariable rows, Branch branch, Mode mode) {
        int hidden = options.get(Vador.HIDDEN);
        Layers layers = new Layers(net);
        SDVariable narrow = layers.dense(HEAD + "-in", rows, values, hidden);
        SDVariable normal = new LayerNormalisation(net, HEAD + "-norm", hidden).of(narrow, mode);
        SDVariable logits = layers.dense(HEAD + "-out", normal, hidden, 2);
        SDVariable difference = logits.mmul(net.graph().constant(Nd4j.createFromArray(new float[][] {{-1}, {1}})));
        return net.graph().nn().sigmoid(difference).rename(branch.probability());
    }

    private record Shared(SDVariable label, SDVariable anomalous, SDVariable neighbours, SDVariable sparse) {}

    private SDVariable loss(Trainable net, Branch branch, SDVariable probability, Shared shared, int length) {
        MultipleInstance losses = new MultipleInstance(net.graph(), length);
        SDVariable token = net.input(branch.token(), (long) length * places).reshape(-1, 1);
        SDVariable scores = probability
                .mul(token)
                .reshape(-1, places)
                .mmul(net.graph().constant(Nd4j.ones(places, 1)))
                .reshape(-1, length);
        SDVariable highest = losses.pooled(scores, net.input(branch.highest(), length));
        SDVariable lowest = losses.pooled(scores, net.input(branch.lowest(), length));
        SDVariable classified = losses.crossEntropies(highest, shared.label)
                .mul(net.input(branch.sureness(), 1))
                .mean();
        SDVariable margin = net.graph()
                .nn()
                .relu(lowest.sub(highest).add(1), 0)
                .mul(shared.anomalous)
                .sum();
        return classified
                .add(margin)
                .add(losses.smoothness(scores, shared.neighbours).mul(options.get(Vador.SMOOTH)))
                .add(losses.sparsity(scores, shared.sparse).mul(options.get(Vador.SPARSE)));
    }
}
