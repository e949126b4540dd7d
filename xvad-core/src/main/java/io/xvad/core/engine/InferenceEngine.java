package io.xvad.core.engine;

import io.xvad.core.registry.Provider;
import java.util.List;

/** Runs frozen networks given as ONNX models. A service: see {@link Provider}. */
public interface InferenceEngine extends Provider {

    /** Where several engines can run a network, the one with the highest preference does. */
    int preference();

    /**
     * Whether it runs networks of any ONNX operators and inputs, such as trained detectors saved in frozen form; if not,
     * it runs backbones only.
     */
    default boolean runsAnyNetwork() {
        return true;
    }

    /**
     * Makes a network ready to run.
     *
     * @param onnx the bytes of an ONNX model with float32 inputs; a backbone has one, of shape (N, C, H, W)
     * @param outputs names of the values wanted; at least one
     * @param threads threads within one run; 0 lets the engine decide
     * @throws io.xvad.core.XvadModelException if the model cannot be read, has an operator this engine lacks, or has no
     *     such output; the message names it
     */
    Network open(byte[] onnx, List<String> outputs, int threads);
}
