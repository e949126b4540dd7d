package io.xvad.generative.diad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.generative.diffusion.TimeCode;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.LatentForm;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Gradients;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GuidedUNetTest {

    private static final LatentForm IMAGE = new LatentForm(16, 2, 2, 3);
    private static final UNetForm FORM =
            UNetForm.of(2, 4, 4, List.of(1, 1)).withBlocks(1).withAttention(1, Set.of(2));
    private static final String LOSS = "loss";

    private final Trainable net = new Trainable(1);

    GuidedUNetTest() {
        SDVariable noised = net.input("noised", 2, 4, 4);
        SDVariable time = net.input("time", 4);
        SDVariable hint = new HintLayers(net, IMAGE, 2)
                .of(net.input("images", 3, 16, 16), 4)
                .rename("hint");
        SDVariable told = unet(Mode.TRAINING).of(noised, time, hint);
        SDVariable error = told.sub(net.input("target", 2, 4, 4));
        error.mul(error).mean().rename(LOSS);
    }

    /** What it tells when scoring, and what the diffusion model tells alone. */
    private Map<String, float[]> told(Map<String, INDArray> inputs) {
        SDVariable noised = net.graph().getVariable("noised");
        SDVariable time = net.graph().getVariable("time");
        unet(Mode.SCORING).of(noised, time, net.graph().getVariable("hint")).rename("told");
        unet(Mode.SCORING).base().of(noised, time).rename("told-alone");
        return net.run(inputs, List.of("told", "told-alone"));
    }

    private GuidedUNet unet(Mode mode) {
        return new GuidedUNet(net, FORM, mode);
    }

    private static Map<String, INDArray> inputs(GoldenLoss golden) throws IOException {
        return Map.of(
                "images", golden.array("images", 2, 3, 16, 16),
                "noised", golden.array("noised", 2, 2, 4, 4),
                "time", codes(3, 900),
                "target", golden.array("target", 2, 2, 4, 4));
    }

    private static INDArray codes(int... times) {
        return Nd4j.create(TimeCode.of(times, 4), new long[] {times.length, 4}, 'c');
    }

    @Test
    void lossAndGradientsOfTheGuidanceEqualPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("diad", net);
        List<String> guiding =
                net.names().stream().filter(SemanticGuidance::isWeight).toList();
        golden.agrees(guiding, inputs(golden), LOSS, "", 1e-3f);
    }

    @Test
    void whatItTellsWhenScoringEqualsPyTorch() throws IOException {
        GoldenLoss golden = new GoldenLoss("diad", net);
        assertThat(told(inputs(golden)).get("told")).containsExactly(golden.values("noise"), within(1e-4f));
    }

    /** No weight of the diffusion model is left at 0, so that all of it counts. */
    private void train() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
        net.names().stream().filter(name -> name.startsWith(GuidedUNet.BASE)).forEach(name -> {
            float[] values = net.value(name);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
            }
            net.keep(name, values);
        });
        SemanticGuidance.copy(net);
    }

    private static INDArray drawn(long... shape) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Nd4j.create(values, shape, 'c');
    }

    private static Map<String, INDArray> drawn() {
        return Map.of(
                "images", drawn(1, 3, 16, 16),
                "noised", drawn(1, 2, 4, 4),
                "time", codes(500),
                "target", drawn(1, 2, 4, 4));
    }

    @Test
    void beforeItsTrainingTheGuidanceAddsNothing() {
        train();
        Map<String, float[]> told = told(drawn());
        assertThat(told.get("told-alone")).doesNotContain(0);
        assertThat(told.get("told")).containsExactly(told.get("told-alone"));
    }

    @Test
    void theCopyBeginsAsTheWayDownOfTheDiffusionModel() {
        train();
        assertThat(net.value("guide-down-1-0-1")).containsExactly(net.value("unet-down-1-0-1"));
        assertThat(net.value("guide-middle-1-time")).containsExactly(net.value("unet-middle-1-time"));
        assertThat(net.names()).noneMatch(name -> name.startsWith("guide-up") || name.startsWith("guide-last"));
    }

    /** The first gradients go through what starts at 0, and with it through the fusion, but not into the copy. */
    @Test
    void theGuidanceBeginsToLearnAtItsJoints() {
        train();
        List<String> joints = List.of("control-0", "control-middle", "fusion-0-0", "fusion-1-1", "unet-up-1-0-1");
        net.graph().setLossVariables(LOSS);
        try (Gradients found = net.gradients(drawn(), List.of(LOSS), List.copyOf(joints))) {
            for (String joint : joints) {
                assertThat(gradient(found, joint)).as(joint).anyMatch(value -> Math.abs(value) > 1e-6);
            }
        }
    }

    private static List<Float> gradient(Gradients found, String name) {
        float[] values = Objects.requireNonNull(found.gradients().get(name))
                .dup('c')
                .data()
                .asFloat();
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    @Test
    void theWayDownOfTheDiffusionModelStaysAsItIs() {
        GuidedUNet unet = unet(Mode.TRAINING);
        assertThat(net.names().stream().filter(name -> !unet.isGuided(name)))
                .contains("unet-in", "unet-time-1", "unet-down-0-0-1", "unet-reduced-0", "unet-middle-1-2")
                .allMatch(name -> name.startsWith(GuidedUNet.BASE));
        assertThat(net.names().stream().filter(unet::isGuided))
                .contains("unet-up-0-1-2", "unet-enlarged-1", "unet-last", "guide-in", "guide-time-1", "hint-last");
    }
}
