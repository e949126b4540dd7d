package io.xvad.detectors.gradcon;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.autoencoder.AutoencoderGraph;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is GradCon's own. */
final class GradConRecipe implements ImageRecipe {

    private static final List<String> OUTPUTS = List.of(AutoencoderGraph.RESIDUAL, AutoencoderGraph.MSE);

    private static List<String> decoder(Trainable net) {
        return net.names().stream()
                .filter(name -> name.startsWith("decode") && !name.endsWith("-bias"))
                .toList();
    }

    @Override
    public Trainable graph(Options options, long seed) {
        Trainable net = AutoencoderGraph.build(ImageOptions.size(options), options.get(ImageOptions.LATENT), seed);
        GradientAlignment.remember(net, decoder(net));
        return net;
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(GradCon.RATE);
        return new Optimiser(net, AutoencoderGraph.MSE, name -> rate, 0)
                .with(new GradientAlignment(net, decoder(net), options.get(GradCon.TRAINING_WEIGHT)));
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return GradCon.EPOCHS;
    }

    @Override
    public ImageFinding finding(Trainable net, Options options) {
        net.graph().setLossVariables(AutoencoderGraph.MSE);
        double weight = options.get(GradCon.SCORE_WEIGHT);
        List<String> layers = decoder(net);
        GradientAlignment alignment = new GradientAlignment(net, layers, weight);
        return inputs -> {
            var found = net.graph().calculateGradientsAndOutputs(inputs, OUTPUTS, layers);
            double misaligned = alignment.value(found.getGradients());
            found.getGradients().values().forEach(INDArray::close);
            INDArray map = Objects.requireNonNull(found.getOutputs().get(AutoencoderGraph.RESIDUAL));
            INDArray error = Objects.requireNonNull(found.getOutputs().get(AutoencoderGraph.MSE));
            return ImageFinding.Found.of(map.dup('c').data().asFloat(), error.getDouble(0) + weight * misaligned);
        };
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        export.net().graph().setLossVariables(AutoencoderGraph.MSE);
        String misaligned = GradientAlignment.in(export, decoder(export.net()));
        OnnxGraph onnx = export.onnx();
        String weighed = onnx.node("Mul", misaligned, onnx.constant(options.get(GradCon.SCORE_WEIGHT)));
        return new ImageExport.Outputs(
                export.value(AutoencoderGraph.RESIDUAL),
                Optional.of(onnx.node("Add", export.value(AutoencoderGraph.MSE), weighed)));
    }
}
