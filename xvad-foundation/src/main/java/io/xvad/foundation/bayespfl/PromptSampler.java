package io.xvad.foundation.bayespfl;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.text.Tokenizer;
import io.xvad.foundation.text.TokenizerFormat;
import io.xvad.foundation.tokens.UnitVectors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Samples prompts for an image and encodes them (Qu et al. 2025, sections 3.3 and 3.4). A prompt is the name of the thing with learned vectors before it: those of its context, moved by a sample of a distribution that follows from the image, and those
 * of its state, moved by one of a distribution that is the same for all images. Thread-safe; close it to free native memory.
 *
 * <p>Of a sentence only the tokens up to its end are encoded, since none sees what follows it.
 */
final class PromptSampler implements AutoCloseable {

    private static final String PROMPTS = "prompts";
    private static final String TEXT = "text-inserted";
    private static final int BATCH = 64;

    private final Network prompts;
    private final Network text;
    private final SampleNoise noise;
    private final long[] ids;

    private PromptSampler(Network prompts, Network text, SampleNoise noise, long[] ids) {
        this.prompts = prompts;
        this.text = text;
        this.noise = noise;
        this.ids = ids;
    }

    /**
     * A sampler.
     *
     * @param thing name of what the images show
     * @throws IllegalArgumentException if the name is so long that a sentence does not hold it
     */
    static PromptSampler of(FoundationModel weights, String thing, SampleNoise noise) {
        long[] ids = ids(weights, thing);
        Network prompts = weights.open(PROMPTS);
        try {
            return new PromptSampler(prompts, weights.open(TEXT), noise, ids);
        } catch (RuntimeException e) {
            prompts.close();
            throw e;
        }
    }

    /** The tokens of "X" and the name, up to the end token; learned vectors take the place of "X". */
    private static long[] ids(FoundationModel weights, String thing) {
        int context = weights.text().context();
        int inserted =
                weights.description().integer("context") + weights.description().integer("state");
        long[] ids = encoded(weights, "X " + thing.replace('_', ' '), context);
        int end = end(ids);
        if (end + inserted > context) {
            throw new IllegalArgumentException("class-name is too long: a sentence holds " + (context - inserted)
                    + " tokens beside the learned ones, got '" + thing + "'");
        }
        return Arrays.copyOf(ids, end + 1);
    }

    private static long[] encoded(FoundationModel weights, String sentence, int context) {
        try (Tokenizer tokenizer = TokenizerFormat.tokenizerOf(weights)) {
            return tokenizer.encode(sentence, context);
        }
    }

    /** The place of the end token, whose number is the largest. */
    private static int end(long[] ids) {
        int end = 0;
        for (int i = 1; i < ids.length; i++) {
            end = ids[i] > ids[end] ? i : end;
        }
        return end;
    }

    /**
     * Prompts as vectors of unit length, of shape (2 R B, D): sample by sample and within it prompt by prompt those of normal, then those of anomalous things.
     *
     * @param image vector of an image, of shape (1, D)
     */
    Tensor sample(Tensor image) {
        Map<String, Tensor> inserted = prompts.run(Map.of(
                "image_embeds", image,
                "context_noise", noise.context(),
                "normal_noise", noise.normal(),
                "anomalous_noise", noise.anomalous()));
        float[] both = concatenated(List.of(encoded(inserted, "normal"), encoded(inserted, "anomalous")));
        int dimension = image.size(1);
        return Tensor.owning(UnitVectors.of(both, dimension), both.length / dimension, dimension);
    }

    private float[] encoded(Map<String, Tensor> inserted, String name) {
        Tensor vectors = Outputs.of(inserted, name);
        float[] values = vectors.toArray();
        int each = vectors.size(1) * vectors.size(2);
        List<float[]> batches = new ArrayList<>();
        for (int start = 0; start < vectors.size(0); start += BATCH) {
            Cancellation.check();
            int count = Math.min(BATCH, vectors.size(0) - start);
            float[] batch = Arrays.copyOfRange(values, start * each, (start + count) * each);
            batches.add(encoded(Tensor.owning(batch, count, vectors.size(1), vectors.size(2))));
        }
        return concatenated(batches);
    }

    private float[] encoded(Tensor inserted) {
        int count = inserted.size(0);
        long[] repeated = new long[count * ids.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(ids, 0, repeated, i * ids.length, ids.length);
        }
        Tensor sentences = Tensor.ofLongs(repeated, count, ids.length);
        return Outputs.of(text.run(Map.of("input_ids", sentences, "inserted", inserted)), "text_embeds")
                .toArray();
    }

    private static float[] concatenated(List<float[]> parts) {
        FloatBuffer all = FloatBuffer.allocate(
                parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    /** The noise it samples with. */
    SampleNoise noise() {
        return noise;
    }

    @Override
    public void close() {
        prompts.close();
        text.close();
    }
}
