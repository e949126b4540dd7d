package io.xvad.generative.latent;

import io.xvad.core.engine.Network;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.GraphPart;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graph of an autoencoder with the inputs and outputs that {@link LatentCodec} names. Not thread-safe.
 *
 * @param net graph and weights
 * @param form sizes
 */
public record CodecGraph(Trainable net, LatentForm form) {

    /**
     * The latents of some images, one after the other.
     *
     * @param images each of shape (3, size, size), in [0, 1]
     */
    public float[] encoded(List<float[]> images) {
        return run(images, LatentCodec.LATENT);
    }

    float[] run(List<float[]> images, String output) {
        try (INDArray batch = NetworkImages.batch(images, form.size())) {
            return net.run(Map.of(LatentCodec.IMAGE, batch), output);
        }
    }

    /** The ONNX form of the encoder, from {@link LatentCodec#IMAGE} to {@link LatentCodec#LATENT}, when the training has ended. */
    public byte[] encoder() {
        return GraphPart.frozen(net.graph(), List.of(LatentCodec.IMAGE), LatentCodec.LATENT);
    }

    /** The ONNX form of the decoder, from {@link LatentCodec#DECODED} to {@link LatentCodec#RESTORED}. */
    public byte[] decoder() {
        return GraphPart.frozen(net.graph(), List.of(LatentCodec.DECODED), LatentCodec.RESTORED);
    }

    /** One of both in SameDiff, for where no engine runs its ONNX form; this graph is used for nothing else from then on. */
    public Network live(String output) {
        return SameDiffNetwork.of(net, output);
    }
}
