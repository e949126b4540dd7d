package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.registry.Availability;
import java.util.List;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Runs frozen convolutional networks as DL4J computation graphs. Takes the operators Conv (plain or depthwise), Relu,
 * Clip from 0 to 6, Add, MaxPool, GlobalAveragePool, ReduceMean over height and width, Flatten, Gemm, Softmax and Identity;
 * batch normalisation must have been folded into convolutions, as exporters do. Slower than ONNX Runtime, but needs nothing more than an ND4J backend.
 */
public final class Dl4jEngine implements InferenceEngine {

    private static final String BACKENDS = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String description() {
        return "DL4J computation graph on the ND4J backend of the class path";
    }

    @Override
    public int preference() {
        return 10;
    }

    @Override
    public boolean runsAnyNetwork() {
        return false;
    }

    @Override
    public Availability availability() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context != null ? context : Dl4jEngine.class.getClassLoader();
        return loader.getResource(BACKENDS) != null
                ? Availability.available()
                : Availability.missing("engine 'dl4j' needs an ND4J backend on the class path, for example"
                        + " org.nd4j:nd4j-native-platform:1.0.0-M2.1");
    }

    @Override
    public Dl4jNetwork open(byte[] onnx, List<String> outputs, int threads) {
        try {
            Onnx.GraphProto graph = Onnx.ModelProto.parseFrom(onnx).getGraph();
            return new Dl4jNetwork(new GraphTranslation(graph).translate(outputs), outputs);
        } catch (InvalidProtocolBufferException e) {
            throw new XvadModelException("not an ONNX model: " + e.getMessage(), e);
        }
    }
}
