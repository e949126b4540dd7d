package io.xvad.foundation.tokens;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.Outputs;
import java.util.Arrays;
import java.util.Map;

/**
 * What a network says of one image: a vector of the whole, and tokens, one for each patch and, where the network gives it, one more for the class before them. By
 * the names of the network's outputs. Immutable and thread-safe.
 */
public final class ImageTokens {

    private final Map<String, Tensor> outputs;
    private final int patches;

    /**
     * The outputs of a network for one image.
     *
     * @param outputs of shape (1, D) for a vector and (1, L, W) or (1, 1 + L, W) for tokens
     * @param patches of the image, L
     */
    ImageTokens(Map<String, Tensor> outputs, int patches) {
        this.outputs = Map.copyOf(outputs);
        this.patches = patches;
    }

    /**
     * The vector of the whole image, as the network gives it.
     *
     * @throws XvadModelException if the network gives no such vector
     */
    public float[] vector(String output) {
        Tensor found = output(output);
        if (found.rank() != 2) {
            throw unlike(output, "(1, D)", found);
        }
        return found.toArray();
    }

    /**
     * The tokens of the patches, row by row of the grid, one after the other.
     *
     * @throws XvadModelException if the network gives no such tokens
     */
    public float[] patches(String output) {
        Tensor found = tokens(output);
        float[] values = found.toArray();
        int before = (found.size(1) - patches) * found.size(2);
        return before == 0 ? values : Arrays.copyOfRange(values, before, values.length);
    }

    /**
     * The token of the class.
     *
     * @throws XvadModelException if the network gives no such tokens, or of the patches only
     */
    public float[] classToken(String output) {
        Tensor found = tokens(output);
        if (found.size(1) == patches) {
            throw unlike(output, "(1, " + (1 + patches) + ", W)", found);
        }
        return Arrays.copyOf(found.toArray(), found.size(2));
    }

    /**
     * Values in a token.
     *
     * @throws XvadModelException if the network gives no such tokens
     */
    public int width(String output) {
        return tokens(output).size(2);
    }

    private Tensor tokens(String output) {
        Tensor found = output(output);
        if (found.rank() != 3 || found.size(1) != patches && found.size(1) != 1 + patches) {
            throw unlike(output, "(1, " + patches + " or " + (1 + patches) + ", W)", found);
        }
        return found;
    }

    /**
     * An output as the network gives it, for another network.
     *
     * @throws XvadModelException if the network gives no such output
     */
    public Tensor output(String name) {
        return Outputs.of(outputs, name);
    }

    private static XvadModelException unlike(String output, String wanted, Tensor found) {
        return new XvadModelException("'" + output + "' must be of shape " + wanted + ", got " + found);
    }
}
