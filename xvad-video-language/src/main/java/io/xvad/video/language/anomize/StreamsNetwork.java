package io.xvad.video.language.anomize;

import io.xvad.core.option.Options;
import io.xvad.training.Layers;
import io.xvad.training.Trainable;
import io.xvad.video.detectors.snippets.MultipleInstance;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The two streams and their loss. Of a position, x is the vector of its frame, w those of the window that ends there and m their mean; D and C are the vectors of descriptions and concepts; d is the number of
 * values of a vector.
 *
 * <pre>{@code
 * h   = relu(sqrt(d) w K)                         a causal convolution in time
 * a   = softmax((m / tau + h U) D')               how much each description helps
 * dyn = head(h, sqrt(d) a D)
 * c   = softmax(x C' / tau)                       how much each concept helps
 * sta = head(relu(sqrt(d) x S), sqrt(d) c C)
 * head(v, t) = sigmoid(relu(v A + t B) e)
 * s   = lambda dyn + (1 - lambda) sta
 * L   = BCE(mean of the top s of a clip, its label) + smooth mean over clips of the sum of squared differences of neighbours
 * }</pre>
 *
 * Each product with trained weights has a bias but those with U and B.
 *
 * @param dimension d
 * @param texts that help the streams
 * @param options of {@link Anomize}
 */
record StreamsNetwork(int dimension, Encodings texts, Options options) {

    /** Name of the window, shape (clips, T, positions * d). */
    static final String WINDOW = "window";

    /** Name of its mean, shape (clips, T, d). */
    static final String MEAN = "mean";

    /** Name of the frame, shape (clips, T, d). */
    static final String FRAME = "frame";

    /** Name of the scores, shape (clips, T). */
    static final String SCORE = "score";

    /** Name of what the dynamic stream says, shape (clips * T, 1). */
    static final String DYNAMIC = "dynamic";

    /** Name of what the static stream says, shape (clips * T, 1). */
    static final String STATIC = "static";

    /** Name of a, shape (clips * T, descriptions). */
    static final String DESCRIBED = "described";

    /** Name of c, shape (clips * T, concepts). */
    static final String CONCEIVED = "conceived";

    static final String LABEL = "label";
    static final String CHOSEN = "chosen";
    static final String NEIGHBOURS = "neighbours";
    static final String LOSS = "loss";

    private static final String DESCRIPTIONS = "description-vectors";
    private static final String CONCEPTS = "concept-vectors";

    private int hidden() {
        return options.get(Anomize.HIDDEN);
    }

    private double sharpness() {
        return 1 / options.get(Anomize.TEMPERATURE);
    }

    /** The network for scoring position by position. */
    Trainable scoring(long seed) {
        Trainable net = new Trainable(seed);
        scores(net, 1);
        return net;
    }

    /** The same with its loss, for clips of so many positions. */
    Trainable training(int length, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable scores = scores(net, length);
        MultipleInstance losses = new MultipleInstance(net.graph(), length);
        SDVariable clip = losses.pooled(scores, net.input(CHOSEN, length));
        losses.crossEntropies(clip, net.input(LABEL, 1))
                .mean()
                .add(losses.smoothness(scores, net.input(NEIGHBOURS, length)).mul(options.get(Anomize.SMOOTH)))
                .rename(LOSS);
        return net;
    }

    private SDVariable scores(Trainable net, int length) {
        double share = options.get(Anomize.DYNAMIC);
        SDVariable dynamic = dynamic(net, length).mul(share);
        return dynamic.add(still(net, length).mul(1 - share))
                .reshape(-1, length)
                .rename(SCORE);
    }

    private SDVariable dynamic(Trainable net, int length) {
        int values = options.get(Anomize.WINDOW) * dimension;
        SDVariable descriptions =
                vectors(net, DESCRIPTIONS, texts.descriptions().size());
        net.keep(DESCRIPTIONS, Encodings.flat(texts.descriptions()));
        SDVariable window = net.input(WINDOW, length, values).reshape(-1, values);
        SDVariable mean = net.input(MEAN, length, dimension).reshape(-1, dimension);
        SDVariable temporal = seen(net, "temporal", window, values);
        SDVariable query = mean.mul(sharpness())
                .add(temporal.mmul(net.weights("query", hidden(), dimension, hidden(), dimension)));
        SDVariable helped = attended(net, query, descriptions, DESCRIBED);
        return head(net, DYNAMIC, temporal, helped);
    }

    private SDVariable still(Trainable net, int length) {
        SDVariable concepts = vectors(net, CONCEPTS, texts.concepts().size());
        net.keep(CONCEPTS, Encodings.flat(texts.concepts()));
        SDVariable frame = net.input(FRAME, length, dimension).reshape(-1, dimension);
        SDVariable helped = attended(net, frame.mul(sharpness()), concepts, CONCEIVED);
        return head(net, STATIC, seen(net, "scene", frame, dimension), helped);
    }

    private SDVariable vectors(Trainable net, String name, int count) {
        return net.kept(name, 0, count, dimension);
    }

    private SDVariable seen(Trainable net, String name, SDVariable vectors, int values) {
        SDVariable scaled = vectors.mul(Math.sqrt(dimension));
        return net.graph().nn().relu(new Layers(net).dense(name, scaled, values, hidden()), 0);
    }

    private SDVariable attended(Trainable net, SDVariable query, SDVariable texts, String name) {
        SDVariable weights =
                net.graph().nn().softmax(query.mmul(texts.permute(1, 0)), -1).rename(name);
        return weights.mmul(texts).mul(Math.sqrt(dimension));
    }

    private SDVariable head(Trainable net, String name, SDVariable seen, SDVariable helped) {
        Layers layers = new Layers(net);
        SDVariable text = helped.mmul(net.weights(name + "-text", dimension, hidden(), dimension, hidden()));
        SDVariable both = layers.dense(name + "-seen", seen, hidden(), hidden()).add(text);
        SDVariable logits = layers.dense(name + "-score", net.graph().nn().relu(both, 0), hidden(), 1);
        return net.graph().nn().sigmoid(logits).rename(name);
    }
}
