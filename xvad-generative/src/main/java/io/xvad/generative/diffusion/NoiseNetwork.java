package io.xvad.generative.diffusion;

import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link UNet} that learns to tell the noise in images: the loss is the mean of {@code (e - e_theta(x_t, t))^2} (Ho, Jain and Abbeel 2020,
 * equation 14). Not thread-safe.
 */
public final class NoiseNetwork {

    /** Name of the loss in the graph. */
    static final String LOSS = "loss";

    private static final String TARGET = "target";

    private final Trainable net;
    private final UNetForm form;

    /** An untrained network, whose weights follow from the seed. */
    public NoiseNetwork(UNetForm form, long seed) {
        this.form = form;
        net = new Trainable(seed);
        SDVariable noised = net.input(NoisePredictor.NOISED, form.in(), form.side(), form.side());
        SDVariable time = net.input(NoisePredictor.TIME, form.width());
        SDVariable error =
                unet(Mode.TRAINING).of(noised, time).sub(net.input(TARGET, form.out(), form.side(), form.side()));
        error.mul(error).mean().rename(LOSS);
        unet(Mode.SCORING).of(noised, time).rename(NoisePredictor.NOISE);
    }

    private UNet unet(Mode mode) {
        return new UNet(net, "unet-", form, mode);
    }

    /** Graph and weights. */
    public Trainable net() {
        return net;
    }

    /** Adam over the loss, with one learning rate. */
    public Optimiser optimiser(double learningRate) {
        return optimiser(WeightRule.of(learningRate));
    }

    /** The optimiser of the loss. */
    public Optimiser optimiser(WeightRule rule) {
        return new Optimiser(net, name -> rule, LOSS);
    }

    /** The inputs of a training step. */
    public Map<String, INDArray> inputs(List<Noised> batch) {
        Map<String, INDArray> inputs = new HashMap<>(NoisedBatch.of(form, batch));
        inputs.put(TARGET, NoisedBatch.noise(form, batch));
        return inputs;
    }

    /** The network when its training has ended: its weights and its ONNX form, which {@link NoisePredictor} runs. */
    public SavedNetwork saved() {
        OnnxGraph onnx = new OnnxGraph();
        addTo(
                onnx,
                onnx.input(NoisePredictor.NOISED, -1, form.in(), form.side(), form.side()),
                onnx.input(NoisePredictor.TIME, -1, form.width()));
        return Trainable.saved(onnx.bytes(), net);
    }

    /**
     * Makes the noise it tells an output of an ONNX graph.
     *
     * @param noised value there, shape (N, in, side, side)
     * @param time value there, the codes, shape (N, width)
     */
    public void addTo(OnnxGraph onnx, String noised, String time) {
        String noise = new SameDiffTranslation(
                        net.graph(),
                        onnx,
                        Map.of(NoisePredictor.NOISED, noised, NoisePredictor.TIME, time),
                        NoisedBatch.example(form))
                .value(NoisePredictor.NOISE);
        onnx.output(NoisePredictor.NOISE, noise, -1, form.out(), form.side(), form.side());
    }

    /** The same network in SameDiff, for where no engine runs its ONNX form; this one is used for nothing else from then on. */
    public Network live() {
        return SameDiffNetwork.of(net, NoisePredictor.NOISE);
    }
}
