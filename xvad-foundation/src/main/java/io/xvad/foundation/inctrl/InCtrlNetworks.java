package io.xvad.foundation.inctrl;

import io.xvad.core.Image;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.tokens.ImageTokens;
import io.xvad.foundation.tokens.PatchEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * CLIP's image encoder, and the three small networks that were learned for InCTRL: the adapter of the image's vector, and the two heads, of which one judges the
 * residual of that vector and the other the map. Thread-safe; close it to free native memory.
 */
final class InCtrlNetworks implements AutoCloseable {

    private static final List<String> LEARNED = List.of("adapter", "image-head", "map-head");

    private final PatchEncoder encoder;
    private final List<String> layers;
    private final Network adapter;
    private final Network imageHead;
    private final Network mapHead;

    private InCtrlNetworks(PatchEncoder encoder, List<String> layers, List<Network> learned) {
        this.encoder = encoder;
        this.layers = List.copyOf(layers);
        this.adapter = learned.get(0);
        this.imageHead = learned.get(1);
        this.mapHead = learned.get(2);
    }

    static InCtrlNetworks of(FoundationModel weights) {
        List<String> layers = weights.description().integers("layers").stream()
                .map(layer -> "tokens_" + layer)
                .toList();
        List<Network> learned = new ArrayList<>();
        try {
            LEARNED.forEach(graph -> learned.add(weights.open(graph)));
            return new InCtrlNetworks(PatchEncoder.of(weights), layers, learned);
        } catch (RuntimeException e) {
            learned.forEach(Network::close);
            throw e;
        }
    }

    /**
     * What the networks say of an image.
     *
     * @param vector of the whole image, as CLIP gives it
     * @param adapted what the adapter makes of it
     * @param width values in the vector of a patch
     * @param patches for each layer the vectors of its patches
     */
    record Seen(float[] vector, float[] adapted, int width, List<float[]> patches) {}

    Seen see(Image image) {
        ImageTokens tokens = encoder.encode(image);
        float[] vector = tokens.vector("image_embeds");
        return new Seen(
                vector,
                run(adapter, vector),
                tokens.width(layers.get(0)),
                layers.stream().map(tokens::patches).toList());
    }

    /** The vectors of an image's patches after the last of the layers. */
    float[] lastPatches(Image image) {
        return encoder.encode(image).patches(layers.get(layers.size() - 1));
    }

    /** How anomalous the residual of the adapted vector is, in [0, 1]. */
    float imageScore(float[] residual) {
        return run(imageHead, residual)[0];
    }

    /** How anomalous a map is as a whole, in [0, 1]. */
    float holisticScore(float[] map) {
        return run(mapHead, map)[0];
    }

    private static float[] run(Network network, float[] row) {
        Collection<Tensor> outputs = network.run(Tensor.of(row, 1, row.length)).values();
        if (outputs.size() != 1) {
            throw new XvadModelException("each of the graphs " + LEARNED + " must give one output");
        }
        return outputs.iterator().next().toArray();
    }

    /** How an image becomes what it sees. */
    ImageInput input() {
        return encoder.input();
    }

    @Override
    public void close() {
        encoder.close();
        adapter.close();
        imageHead.close();
        mapHead.close();
    }
}
