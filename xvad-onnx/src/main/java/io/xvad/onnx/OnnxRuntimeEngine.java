package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import java.util.List;
import java.util.Set;

/** Runs frozen networks on ONNX Runtime; any operator it knows. The fastest engine on a CPU. */
public final class OnnxRuntimeEngine implements InferenceEngine {

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public String description() {
        return "ONNX Runtime on the CPU";
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public Network open(byte[] onnx, List<String> outputs, int threads) {
        SharedEnvironment shared = SharedEnvironment.get();
        OrtEnvironment environment = shared.environment();
        try (OrtSession.SessionOptions options = shared.options(threads)) {
            OrtSession session = environment.createSession(onnx, options);
            return opened(environment, session, outputs);
        } catch (OrtException e) {
            throw new XvadModelException("ONNX Runtime cannot read the model: " + e.getMessage(), e);
        }
    }

    private static Network opened(OrtEnvironment environment, OrtSession session, List<String> outputs)
            throws OrtException {
        Set<String> known = session.getOutputNames();
        if (!known.containsAll(outputs)) {
            XvadModelException error =
                    new XvadModelException("ONNX model must have the outputs " + outputs + "; it has " + known);
            session.close();
            throw error;
        }
        return new OnnxRuntimeNetwork(environment, session, outputs);
    }
}
