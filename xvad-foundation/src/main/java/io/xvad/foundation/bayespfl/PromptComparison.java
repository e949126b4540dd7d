package io.xvad.foundation.bayespfl;

import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes an image and compares it, and each of its patches after several layers, with sampled prompts that have attended to the patches first (residual cross-attention; Qu et al. 2025, section
 * 3.5). Thread-safe; close it to free native memory.
 */
final class PromptComparison implements AutoCloseable {

    private static final String GRAPH = "comparison";
    private static final String VECTOR = "image_embeds";
    private static final String TOKENS = "tokens_";
    private static final String GRID = "grid_";

    private final PatchEncoder encoder;
    private final Network network;
    private final List<Integer> layers;

    private PromptComparison(PatchEncoder encoder, Network network, List<Integer> layers) {
        this.encoder = encoder;
        this.network = network;
        this.layers = List.copyOf(layers);
    }

    static PromptComparison of(FoundationModel weights) {
        List<Integer> layers = weights.description().integers("layers");
        Network network = weights.open(GRAPH);
        try {
            return new PromptComparison(PatchEncoder.of(weights), network, layers);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * How much more an image is like anomalous than like normal prompts, as differences of logits of pairs.
     *
     * @param image for each pair of prompts
     * @param grids for each layer and each pair a grid of patches, row by row
     */
    record Margins(float[] image, List<float[]> grids) {}

    ImageTokens encode(Image image) {
        return encoder.encode(image);
    }

    /** The vector of an image, of shape (1, D). */
    static Tensor vector(ImageTokens tokens) {
        return tokens.output(VECTOR);
    }

    /**
     * Compares an image with prompts.
     *
     * @param prompts of unit length, of shape (2 R B, D), those of normal things first
     */
    Margins compare(ImageTokens tokens, Tensor prompts) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("text_embeds", prompts);
        inputs.put(VECTOR, vector(tokens));
        layers.forEach(layer -> inputs.put(TOKENS + layer, tokens.output(TOKENS + layer)));
        Map<String, Tensor> logits = network.run(inputs);
        float[] image =
                margins(Outputs.of(logits, "image_logits"), prompts.size(0)).get(0);
        List<float[]> grids = new ArrayList<>();
        for (int layer : layers) {
            grids.addAll(transposed(margins(Outputs.of(logits, GRID + layer), prompts.size(0))));
        }
        return new Margins(image, List.copyOf(grids));
    }

    /** From logits, so many in a row, the differences of its two halves. */
    private static List<float[]> margins(Tensor logits, int prompts) {
        float[] values = logits.toArray();
        int pairs = prompts / 2;
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < values.length; row += prompts) {
            float[] margins = new float[pairs];
            for (int pair = 0; pair < pairs; pair++) {
                margins[pair] = values[row + pairs + pair] - values[row + pair];
            }
            rows.add(margins);
        }
        return rows;
    }

    private static List<float[]> transposed(List<float[]> rows) {
        List<float[]> columns = new ArrayList<>();
        for (int column = 0; column < rows.get(0).length; column++) {
            float[] values = new float[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            columns.add(values);
        }
        return columns;
    }

    /** How an image becomes what it sees. */
    ImageInput input() {
        return encoder.input();
    }

    @Override
    public void close() {
        encoder.close();
        network.close();
    }
}
