package io.xvad.foundation.text;

import io.xvad.core.XvadModelException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.model.FoundationModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gives the vector of a sentence. Sentences that are encoded together are kept, and each of them encoded once. Not thread-safe; close it when the sentences are encoded, since the network is as large
 * as that of images and is not needed again.
 */
public final class TextEncoder implements AutoCloseable {

    private static final String GRAPH = "text";
    private static final String INPUT = "input_ids";
    private static final String OUTPUT = "text_embeds";
    private static final int BATCH = 64;

    private final Network network;
    private final Tokenizer tokenizer;
    private final int context;
    private final Map<String, float[]> known = new LinkedHashMap<>();

    private TextEncoder(Network network, Tokenizer tokenizer, int context) {
        this.network = network;
        this.tokenizer = tokenizer;
        this.context = context;
    }

    /**
     * The text side of a model.
     *
     * @throws XvadModelException if it has none that this library can feed
     * @throws XvadUnavailableException if its tokenizer cannot run here
     */
    public static TextEncoder of(FoundationModel model) {
        Tokenizer tokenizer = TokenizerFormat.tokenizerOf(model);
        try {
            return new TextEncoder(model.open(GRAPH), tokenizer, model.text().context());
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /**
     * The vectors of sentences, as the network gives them: not of unit length.
     *
     * @return one vector a sentence, in their order
     */
    public List<float[]> encode(List<String> sentences) {
        List<String> unknown = sentences.stream()
                .distinct()
                .filter(sentence -> !known.containsKey(sentence))
                .toList();
        for (int start = 0; start < unknown.size(); start += BATCH) {
            Cancellation.check();
            List<String> batch = unknown.subList(start, Math.min(unknown.size(), start + BATCH));
            List<float[]> found = vectors(batch);
            for (int i = 0; i < batch.size(); i++) {
                known.put(batch.get(i), found.get(i));
            }
        }
        List<float[]> vectors = new ArrayList<>();
        sentences.forEach(sentence -> vectors.add(known(sentence)));
        return vectors;
    }

    /** The vector of a sentence as {@link #encode} gives it, which is not kept: for sentences without end, such as captions. */
    public float[] encodeUnkept(String sentence) {
        return vectors(List.of(sentence)).get(0);
    }

    private float[] known(String sentence) {
        float[] vector = known.get(sentence);
        if (vector == null) {
            throw new IllegalStateException("'" + sentence + "' was not encoded");
        }
        return vector.clone();
    }

    private List<float[]> vectors(List<String> sentences) {
        long[] ids = new long[sentences.size() * context];
        for (int i = 0; i < sentences.size(); i++) {
            System.arraycopy(tokenizer.encode(sentences.get(i), context), 0, ids, i * context, context);
        }
        Tensor found = network.run(Map.of(INPUT, Tensor.ofLongs(ids, sentences.size(), context)))
                .get(OUTPUT);
        if (found == null) {
            throw new XvadModelException("the graph '" + GRAPH + "' must give '" + OUTPUT + "'");
        }
        float[] values = found.toArray();
        int dimension = found.size(1);
        return IntStream.range(0, sentences.size())
                .mapToObj(i -> Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension))
                .toList();
    }

    /** Number of sentences that are kept. */
    int kept() {
        return known.size();
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}
