package io.xvad.training.dl4j;

import io.xvad.training.classifier.OnnxClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks as users of DL4J write them. */
public final class WrittenNetworks {

    private WrittenNetworks() {}

    /** The graph of an ONNX classifier, whose linear layer and softmax are an output layer. */
    public static Path graph(Path onnx, Path zip) throws IOException {
        byte[] bytes = Files.readAllBytes(onnx);
        String logits = OnnxClassifier.of(bytes).outline().logits();
        ComputationGraph translated = new GraphTranslation(FrozenGraph.of(bytes)).translate(List.of(logits));
        ComputationGraphConfiguration configuration =
                translated.getConfiguration().clone();
        var linear = ((LayerVertex)
                        Objects.requireNonNull(configuration.getVertices().get(logits)))
                .getLayerConf();
        DenseLayer dense = (DenseLayer) linear.getLayer();
        linear.setLayer(new OutputLayer.Builder(LossFunction.MCXENT)
                .name(logits)
                .nIn(dense.getNIn())
                .nOut(dense.getNOut())
                .activation(Activation.SOFTMAX)
                .updater(new NoOp())
                .build());
        ComputationGraph classifier = new ComputationGraph(configuration);
        classifier.init(translated.params(), true);
        ModelSerializer.writeModel(classifier, zip.toFile(), true);
        return zip;
    }

    /** An ONNX classifier that says it takes images of another side. */
    public static Path resized(Path onnx, int side, Path resized) throws IOException {
        Onnx.ModelProto.Builder model = Onnx.ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
        Onnx.TensorShapeProto.Builder shape = model.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder();
        shape.getDimBuilder(2).setDimValue(side);
        shape.getDimBuilder(3).setDimValue(side);
        return Files.write(resized, model.build().toByteArray());
    }

    /** Untrained layers that see images of this side. */
    public static Path layers(int side, Path zip) throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .stride(2, 2)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(side, side, 3))
                .build());
        network.init();
        ModelSerializer.writeModel(network, zip.toFile(), false);
        return zip;
    }
}
