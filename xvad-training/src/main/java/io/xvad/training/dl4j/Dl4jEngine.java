package io.xvad.training.dl4j;

import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.registry.Availability;
import io.xvad.training.Nd4jLibrary;
import io.xvad.training.Nd4jRuntime;
import java.util.List;

/**
 * Runs frozen convolutional networks as DL4J computation graphs. Takes the operators Conv (plain or depthwise), Relu,
 * Clip from 0 to 6, Add, MaxPool, GlobalAveragePool, ReduceMean over height and width, Flatten, Gemm, Softmax and Identity;
 * batch normalisation must have been folded into convolutions, as exporters do. Slower than ONNX Runtime, but needs nothing more than an ND4J backend.
 */
public final class Dl4jEngine implements InferenceEngine {

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
        return new Nd4jRuntime().availability();
    }

    @Override
    public Dl4jNetwork open(byte[] onnx, List<String> outputs, int threads) {
        Nd4jLibrary.require();
        return new Dl4jNetwork(new GraphTranslation(FrozenGraph.of(onnx)).translate(outputs), outputs);
    }
}
