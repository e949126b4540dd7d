package io.xvad.generative.likelihoodregret;

import io.xvad.core.Lazy;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A trained autoencoder at rest: three ONNX models of it, read, written and opened without ND4J. Immutable.
 *
 * @param decoder what is found of draws from a posterior, and the weights of all
 * @param encoder gives the posterior of an image
 * @param gradients of the bound by the posterior, for so many draws as the search makes
 */
record SavedRegretNetwork(SavedNetwork decoder, SavedNetwork encoder, SavedNetwork gradients) {

    private static final String ENCODER = "frozen-encoder";
    private static final String GRADIENTS = "frozen-gradients";

    static SavedRegretNetwork read(ModelReader model) {
        return new SavedRegretNetwork(
                SavedNetwork.read(model), alone(model.bytes(ENCODER)), alone(model.bytes(GRADIENTS)));
    }

    /** A model whose weights are kept elsewhere. */
    static SavedNetwork alone(byte[] onnx) {
        return SavedNetwork.of(onnx, Map.of());
    }

    void write(ModelWriter model) {
        decoder.write(model);
        model.bytes(ENCODER, encoder.onnx());
        model.bytes(GRADIENTS, gradients.onnx());
    }

    /** The networks that score, and the one that reconstructs, which is opened when it is needed. */
    record Open(Network encoding, Network likelihoods, Network searching, Lazy<Network> decoding)
            implements AutoCloseable {

        @Override
        public void close() {
            encoding.close();
            likelihoods.close();
            searching.close();
            decoding.ifBuilt(Network::close);
        }
    }

    /**
     * Opens the networks.
     *
     * @param threads within one run; 0 lets the engine decide
     * @param trained the network in SameDiff, asked only where no engine runs ONNX
     */
    Open open(int threads, Supplier<RegretNetwork> trained) {
        return new Open(
                encoder.open(
                        threads,
                        () -> RegretForms.encoding(trained.get()),
                        RegretNetwork.ENCODED_MEAN,
                        RegretNetwork.ENCODED_LOG_VARIANCE),
                decoder.open(threads, () -> RegretForms.likelihoods(trained.get()), RegretNetwork.PIXELS),
                gradients.open(
                        threads,
                        () -> RegretForms.searching(trained.get()),
                        RegretNetwork.MEAN_GRADIENT,
                        RegretNetwork.LOG_VARIANCE_GRADIENT),
                new Lazy<>(
                        () -> decoder.open(threads, () -> RegretForms.decoding(trained.get()), RegretNetwork.OUTPUT)));
    }
}
