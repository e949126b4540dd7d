package io.xvad.foundation.mvfa;

import io.xvad.core.Image;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.List;

/** CLIP's image encoder with adapters of two heads in its stream. Thread-safe; close it to free native memory. */
final class AdaptedEncoder implements AutoCloseable {

    private static final String SEGMENTATION = "seg_";
    private static final String DETECTION = "det_";

    private final PatchEncoder encoder;
    private final List<Integer> layers;

    private AdaptedEncoder(PatchEncoder encoder, List<Integer> layers) {
        this.encoder = encoder;
        this.layers = List.copyOf(layers);
    }

    static AdaptedEncoder of(FoundationModel weights) {
        List<Integer> layers = weights.description().integers("layers");
        return new AdaptedEncoder(PatchEncoder.of(weights), layers);
    }

    AdaptedTokens encode(Image image) {
        return encodeSeen(encoder.input().seen(image));
    }

    /** Of an image that is already what the network sees. */
    AdaptedTokens encodeSeen(Image seen) {
        ImageTokens tokens = encoder.encodeSeen(seen);
        return new AdaptedTokens(head(tokens, SEGMENTATION), head(tokens, DETECTION));
    }

    private List<float[]> head(ImageTokens tokens, String prefix) {
        return layers.stream()
                .map(layer -> prefix + layer)
                .map(output -> UnitVectors.of(tokens.patches(output), tokens.width(output)))
                .toList();
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
