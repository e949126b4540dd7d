package io.xvad.foundation.winclip;

import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Encodes an image, each of its patches, and each window of them: a window is the class token with the window's patches, which run through the whole transformer
 * as a sequence of their own (Jeong et al. 2023, section 4.2). Thread-safe; close it to free native memory.
 */
final class WindowEncoder implements AutoCloseable {

    private static final String EMBED = "embed";
    private static final String BODY = "body";

    private final Network embed;
    private final Network body;
    private final ImageInput input;
    private final int side;

    private WindowEncoder(Network embed, Network body, ImageInput input) {
        this.embed = embed;
        this.body = body;
        this.input = input;
        this.side = input.side();
    }

    static WindowEncoder of(FoundationModel weights) {
        Network embed = weights.open(EMBED);
        try {
            return new WindowEncoder(embed, weights.open(BODY), weights.image());
        } catch (RuntimeException e) {
            embed.close();
            throw e;
        }
    }

    /**
     * What the encoder says of an image; vectors of unit length, one after the other.
     *
     * @param image vector of the whole image
     * @param width values in the vector of a patch; the other vectors have as many as {@code image}
     * @param patches vectors of its patches, of the last layer
     * @param small vectors of the windows of 2 x 2 patches, row by row
     * @param large vectors of the windows of 3 x 3 patches, row by row
     */
    record Encoded(float[] image, int width, float[] patches, float[] small, float[] large) {}

    /**
     * What the encoder says of an image without its windows, of which there are hundreds; vectors of unit length.
     *
     * @param image vector of the whole image
     * @param patches vectors of its patches, of the last layer, one after the other
     */
    record Whole(float[] image, float[] patches) {}

    Encoded encode(Image image) {
        Tensor embedded = embedded(image);
        float[] tokens = embedded.toArray();
        int width = embedded.size(2);
        Whole whole = whole(embedded);
        return new Encoded(whole.image(), width, whole.patches(), windows(tokens, width, 2), windows(tokens, width, 3));
    }

    Whole whole(Image image) {
        return whole(embedded(image));
    }

    private Tensor embedded(Image image) {
        return Outputs.of(embed.run(input.tensor(List.of(image))), "embedded");
    }

    private Whole whole(Tensor embedded) {
        int width = embedded.size(2);
        Map<String, Tensor> outputs = body.run(embedded);
        float[] last = Outputs.of(outputs, "tokens_last").toArray();
        return new Whole(
                unit(Outputs.of(outputs, "pooled")),
                UnitVectors.of(Arrays.copyOfRange(last, width, last.length), width));
    }

    private float[] windows(float[] tokens, int width, int window) {
        int count = side - window + 1;
        int length = 1 + window * window;
        float[] sequences = new float[count * count * length * width];
        int at = 0;
        for (int i = 0; i < count * count; i++) {
            at = copied(tokens, 0, sequences, at, width);
            for (int k = 0; k < window * window; k++) {
                int patch = (i / count + k / window) * side + i % count + k % window;
                at = copied(tokens, 1 + patch, sequences, at, width);
            }
        }
        return unit(Outputs.of(body.run(Tensor.owning(sequences, count * count, length, width)), "pooled"));
    }

    private static int copied(float[] tokens, int token, float[] out, int at, int width) {
        System.arraycopy(tokens, token * width, out, at, width);
        return at + width;
    }

    private static float[] unit(Tensor vectors) {
        return UnitVectors.of(vectors.toArray(), vectors.size(1));
    }

    /** Patches along a side of the image. */
    int side() {
        return side;
    }

    /** How an image becomes what it sees. */
    ImageInput input() {
        return input;
    }

    @Override
    public void close() {
        embed.close();
        body.close();
    }
}
