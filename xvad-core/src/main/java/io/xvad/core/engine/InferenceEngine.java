package io.xvad.core.engine;

import io.xvad.core.XvadDataException;
import io.xvad.core.registry.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Runs frozen networks given as ONNX models. A service: see {@link Provider}. */
public interface InferenceEngine extends Provider {

    /** The largest number of bytes of a network that fits into an array. */
    int MAX_BYTES = Integer.MAX_VALUE - 8;

    /** The rank of this engine: of several that can run a network the one with the highest is taken. */
    int preference();

    /**
     * Whether it runs networks of any ONNX operators and inputs, such as trained detectors saved in frozen form; if not,
     * it runs backbones only.
     */
    default boolean runsAnyNetwork() {
        return true;
    }

    /** The devices it can run networks on, where they are there. */
    default Set<Device> devices() {
        return Set.of(Device.CPU);
    }

    /**
     * Makes a network ready to run on {@link Device#chosen}.
     *
     * @param onnx the bytes of an ONNX model with inputs of the types of {@link Tensor.Type}; a backbone has one, float32, of
     *     shape (N, C, H, W)
     * @param outputs names of the values wanted; of an engine that {@linkplain #runsAnyNetwork runs any network}, none stands for
     *     all that the model gives
     * @param threads threads within one run; 0 lets the engine decide
     * @throws io.xvad.core.XvadModelException if the model cannot be read, has an operator this engine lacks, or has no
     *     such output; the message names it
     * @throws io.xvad.core.XvadUnavailableException if the device cannot be used here; the message says what is missing
     */
    Network open(byte[] onnx, List<String> outputs, int threads);

    /**
     * Makes a network ready to run that lies in a file: weights may be larger than an array, or lie in files beside it, where
     * the engine reads them itself. The file must not change while the network is open.
     *
     * @param onnx an ONNX model
     * @throws XvadDataException if there is no such file, or it is too large for this engine
     * @throws io.xvad.core.XvadModelException as {@link #open(byte[], List, int)}
     */
    default Network open(Path onnx, List<String> outputs, int threads) {
        try {
            if (Files.size(onnx) > MAX_BYTES) {
                throw new XvadDataException(
                        onnx + ": engine '" + name() + "' reads networks of at most " + MAX_BYTES + " bytes");
            }
            return open(Files.readAllBytes(onnx), outputs, threads);
        } catch (IOException e) {
            throw new XvadDataException(onnx + ": cannot be read as a network: " + e.getMessage(), e);
        }
    }
}
