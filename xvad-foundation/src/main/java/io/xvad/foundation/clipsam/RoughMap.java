package io.xvad.foundation.clipsam;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.model.Outputs;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.TokenMap;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where CLIP finds an image more like anomalous sentences than like normal ones: the probability of anomalous at each patch, the mean over several layers. Thread-safe; close
 * it to free native memory.
 */
final class RoughMap implements AutoCloseable {

    private static final double TEMPERATURE = 0.07;
    private static final String IMAGE = "image_embeds";

    private final Network network;
    private final ImageInput input;
    private final List<Integer> layers;

    private RoughMap(Network network, ImageInput input, List<Integer> layers) {
        this.network = network;
        this.input = input;
        this.layers = layers;
    }

    /** Opens the image side of a model whose patches are in the space of the sentences. */
    static RoughMap of(FoundationModel model) {
        List<Integer> layers = model.description().integers("layers");
        return new RoughMap(model.open("vision"), model.image(), layers);
    }

    /** The map of an image, in [0, 1]. */
    AnomalyMap of(Image image, TextAnchors anchors) {
        Map<String, Tensor> found = network.run(input.tensor(List.of(image)));
        int dimension = anchors.dimension();
        float[] sum = new float[0];
        for (int layer : layers) {
            float[] tokens = Outputs.of(found, "vv_" + layer).toArray();
            float[] patches = Arrays.copyOfRange(tokens, dimension, tokens.length);
            float[] likely = anchors.probabilities(UnitVectors.of(patches, dimension), TEMPERATURE);
            sum = sum.length == 0 ? new float[likely.length] : sum;
            for (int i = 0; i < likely.length; i++) {
                sum[i] += likely[i] / layers.size();
            }
        }
        return new TokenMap(input, false, 0).paint(sum, image);
    }

    /** The vector of the whole image, of unit length. */
    float[] vector(Image image) {
        float[] vector =
                Outputs.of(network.run(input.tensor(List.of(image))), IMAGE).toArray();
        return UnitVectors.of(vector, vector.length);
    }

    @Override
    public void close() {
        network.close();
    }
}
