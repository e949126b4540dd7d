package io.xvad.detectors.gradcon;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.SquaredError;
import io.xvad.training.Gradients;
import io.xvad.training.Layers;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Convolutions;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The convolutional autoencoder of GradCon (Kwon et al., 2020, section 4.1) with squared error as its loss and the alignment of its decoder's
 * gradients as a constraint: four convolutions of 4 pixels and stride 2 to 32, 32, 64 and 64 channels, rectified, which are the code, and four
 * transposed ones back, with a sigmoid at the end.
 */
final class GradConNetwork extends ImageNetwork {

    private static final List<String> OUTPUTS = List.of(SquaredError.MAP, SquaredError.MEAN);
    private static final int[] ENCODER = {3, 32, 32, 64, 64};
    private static final int[] DECODER = {64, 64, 32, 32, 3};

    private final Options options;

    GradConNetwork(Options options, long seed) {
        super(graph(ImageOptions.size(options), seed), ImageOptions.size(options));
        this.options = options;
        GradientAlignment.remember(net(), decoder());
    }

    private static Trainable graph(int size, long seed) {
        Trainable net = new Trainable(seed);
        SDVariable input = net.input(INPUT, 3, size, size);
        SDVariable output = decoded(net, encoded(net, input)).rename(OUTPUT);
        SquaredError.mean(net.graph(), input, output);
        return net;
    }

    private static SDVariable encoded(Trainable net, SDVariable input) {
        Layers layers = new Layers(net);
        SDVariable x = input;
        for (int i = 1; i < ENCODER.length; i++) {
            x = net.graph().nn().relu(layers.convolution("encoder-" + i, x, ENCODER[i - 1], ENCODER[i], 4, 2, 1), 0);
        }
        return x;
    }

    private static SDVariable decoded(Trainable net, SDVariable code) {
        Convolutions layers = new Convolutions(net);
        SDVariable x = code;
        for (int i = 1; i < DECODER.length; i++) {
            SDVariable larger = layers.transposed("decoder-" + i, x, DECODER[i - 1], DECODER[i], 4, 2, 1);
            boolean last = i == DECODER.length - 1;
            x = last ? net.graph().nn().sigmoid(larger) : net.graph().nn().relu(larger, 0);
        }
        return x;
    }

    private List<String> decoder() {
        return net().names().stream()
                .filter(name -> name.startsWith("decoder") && !name.endsWith("-bias"))
                .toList();
    }

    @Override
    protected Optimiser optimiser() {
        double rate = options.get(GradCon.LEARNING_RATE);
        return new Optimiser(net(), SquaredError.MEAN, name -> rate, 0)
                .with(new GradientAlignment(net(), decoder(), options.get(GradCon.GRADIENT_WEIGHT)));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        net().graph().setLossVariables(SquaredError.MEAN);
        double weight = options.get(GradCon.SCORE_WEIGHT);
        List<String> layers = decoder();
        GradientAlignment alignment = new GradientAlignment(net(), layers, weight);
        return inputs -> {
            Gradients found = net().gradients(inputs, OUTPUTS, layers);
            double misaligned = alignment.value(found.gradients());
            found.gradients().values().forEach(INDArray::close);
            INDArray map = Objects.requireNonNull(found.outputs().get(SquaredError.MAP));
            try (INDArray error = Objects.requireNonNull(found.outputs().get(SquaredError.MEAN))) {
                float score = (float) (error.getDouble(0) + weight * misaligned);
                return Map.of(MAP, map, SCORE, Nd4j.createFromArray(score));
            }
        };
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        net().graph().setLossVariables(SquaredError.MEAN);
        String misaligned = GradientAlignment.in(export, decoder());
        OnnxGraph onnx = export.onnx();
        String weighed = onnx.node("Mul", misaligned, onnx.constant(options.get(GradCon.SCORE_WEIGHT)));
        return new ImageExport.Found(
                export.value(SquaredError.MAP),
                Optional.of(onnx.node("Add", export.value(SquaredError.MEAN), weighed)));
    }
}
