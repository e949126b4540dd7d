package io.xvad.generative.guideddiffusion;

import io.xvad.core.engine.Network;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.diffusion.NoisedBatch;
import io.xvad.generative.diffusion.UNet;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightedSum;
import io.xvad.training.layers.Activations;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells normal from anomalous images at any time of a diffusion: the way down of a {@link UNet}, the mean over places and a linear layer give
 * one logit, which cross-entropy trains. Nothing in it depends on the other images of a batch. Not thread-safe.
 */
final class NoisyClassifier {

    private static final String LOSS = "classifier-loss";
    private static final String LABEL = "label";
    private static final String SUM = "logits";

    private final Trainable net;
    private final UNetForm form;

    /** An untrained network. */
    NoisyClassifier(UNetForm form, long seed) {
        this.form = form;
        net = new Trainable(seed);
        SDVariable noised = net.input(NoisePredictor.NOISED, form.in(), form.side(), form.side());
        SDVariable time = net.input(NoisePredictor.TIME, form.width());
        crossEntropy(logit(noised, time, Mode.TRAINING), net.input(LABEL, 1)).rename(LOSS);
        logit(noised, time, Mode.SCORING).rename(Guidance.LOGIT).sum().rename(SUM);
    }

    private SDVariable logit(SDVariable noised, SDVariable time, Mode mode) {
        UNet unet = new UNet(net, "classifier-", form, mode);
        SDVariable middle = unet.encoded(noised, unet.embedding(time)).middle();
        int last = form.levels() - 1;
        int channels = form.channels(last);
        long places = (long) form.side(last) * form.side(last);
        SDVariable sums =
                Activations.silu(middle).reshape(-1, places).mmul(net.graph().constant(Nd4j.ones(places, 1)));
        SDVariable means = sums.div(places).reshape(-1, channels);
        return means.mmul(net.weights("classifier-logit", channels, 1, channels, 1))
                .add(net.constant("classifier-logit-bias", 0, 1, 1));
    }

    /** {@code log(1 + exp(z)) - y z}, the mean over images. */
    private SDVariable crossEntropy(SDVariable logit, SDVariable label) {
        return net.graph().nn().softplus(logit).sub(logit.mul(label)).mean();
    }

    Trainable net() {
        return net;
    }

    Optimiser optimiser(double learningRate) {
        return new Optimiser(net, LOSS, name -> learningRate, 0);
    }

    /**
     * The inputs of a training step.
     *
     * @param labels 1 for anomalous images, 0 for normal ones
     */
    Map<String, INDArray> inputs(List<Noised> batch, float[] labels) {
        Map<String, INDArray> inputs = new HashMap<>(NoisedBatch.of(form, batch));
        inputs.put(LABEL, Nd4j.create(labels, new long[] {labels.length, 1}, 'c'));
        return inputs;
    }

    /** Makes the logit of one image and its gradient by the image outputs of an ONNX graph. */
    void addTo(OnnxGraph onnx, String noised, String time) {
        net.graph().setLossVariables(SUM);
        SameDiffTranslation translation = new SameDiffTranslation(
                net.graph(),
                onnx,
                Map.of(NoisePredictor.NOISED, noised, NoisePredictor.TIME, time),
                NoisedBatch.example(form));
        onnx.output(Guidance.LOGIT, translation.value(Guidance.LOGIT), -1, 1);
        onnx.output(
                Guidance.SLOPE, translation.gradient(NoisePredictor.NOISED), 1, form.in(), form.side(), form.side());
    }

    /** The same outputs in SameDiff, for where no engine runs their ONNX form; the network is used for nothing else from then on. */
    Network live() {
        WeightedSum logit = new WeightedSum(net, Guidance.LOGIT, NoisePredictor.NOISED);
        return new SameDiffNetwork(inputs -> {
            float[] value = net.run(inputs, Guidance.LOGIT);
            float[] slope = logit.gradient(inputs, new float[] {1}, NoisePredictor.NOISED);
            return Map.of(
                    Guidance.LOGIT, Nd4j.create(value, new long[] {1, 1}, 'c'),
                    Guidance.SLOPE, Nd4j.create(slope, new long[] {1, form.in(), form.side(), form.side()}, 'c'));
        });
    }
}
