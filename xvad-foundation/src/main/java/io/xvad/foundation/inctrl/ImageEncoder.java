package io.xvad.foundation.inctrl;

import io.xvad.core.Image;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import java.util.List;

/** CLIP's image encoder, read after several of its blocks. Thread-safe; close it to free native memory. */
final class ImageEncoder implements AutoCloseable {

    private static final String VECTOR = "image_embeds";

    private final PatchEncoder encoder;
    private final List<String> layers;

    private ImageEncoder(PatchEncoder encoder, List<String> layers) {
        this.encoder = encoder;
        this.layers = List.copyOf(layers);
    }

    static ImageEncoder of(FoundationModel weights) {
        List<String> layers = weights.description().integers("layers").stream()
                .map(layer -> "tokens_" + layer)
                .toList();
        return new ImageEncoder(PatchEncoder.of(weights), layers);
    }

    /**
     * What the encoder says of an image.
     *
     * @param vector of the whole image, as CLIP gives it
     * @param width values in the vector of a patch
     * @param patches for each layer the vectors of its patches
     */
    record Seen(float[] vector, int width, List<float[]> patches) {

        Seen {
            patches = List.copyOf(patches);
        }
    }

    Seen see(Image image) {
        ImageTokens tokens = encoder.encode(image);
        return new Seen(
                tokens.vector(VECTOR),
                tokens.width(layers.get(0)),
                layers.stream().map(tokens::patches).toList());
    }

    /** The vectors of an image's patches after the last of the layers. */
    float[] lastPatches(Image image) {
        return encoder.encode(image).patches(layers.get(layers.size() - 1));
    }

    /** How an image becomes what it sees. */
    ImageInput input() {
        return encoder.input();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
