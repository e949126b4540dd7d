package io.xvad.generative.gan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;

class GanTrainingTest {

    private static final int LATENT = 3;
    private static final Pyramid SMALL = new Pyramid(16, 2);
    private static final Options OPTIONS = Options.parse(
            List.of(GanOptions.BATCH, GanOptions.EPOCH_IMAGES), Map.of("batch-size", "4", "epoch-images", "12"));

    @TempDir
    private Path directory = Path.of("");

    private static Trainable generator() {
        Trainable net = new Trainable(1);
        Dcgan layers = new Dcgan(net, SMALL);
        SDVariable made = layers.generated(net.input(GanTraining.CODES, LATENT), LATENT, Mode.TRAINING)
                .rename(GanTraining.MADE);
        AdversarialLoss.real(layers.logits(layers.features(made, Dcgan.Batches.MADE)))
                .rename(GanTraining.LOSS);
        layers.features(made, Dcgan.Batches.AVERAGE);
        return net;
    }

    private static List<float[]> images() {
        SplittableRandom random = new SplittableRandom(2);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            float[] image = new float[3 * 16 * 16];
            for (int j = 0; j < image.length; j++) {
                image[j] = (float) random.nextDouble();
            }
            images.add(image);
        }
        return images;
    }

    private static Trainable trained(int epochs, int criticSteps, Optional<Path> checkpoint) {
        Trainable net = generator();
        WeightRule rule = WeightRule.of(0.01);
        Discriminator critic = new Discriminator(new Dcgan(new Trainable(2), SMALL), rule);
        TrainingLoop loop = new TrainingLoop(epochs, epochs, checkpoint, 5);
        new GanTraining(net, critic, LATENT, criticSteps, rule, 7)
                .run(images(), loop, OPTIONS, ProgressListener.none());
        return net;
    }

    /** Three batches an epoch and two steps of the critic for one of the generator: it is interrupted between both. */
    @Test
    void anInterruptedTrainingGoesOnToTheSameBits() {
        Trainable whole = trained(3, 2, Optional.empty());
        Path file = directory.resolve("training.zip");
        trained(1, 2, Optional.of(file));
        Trainable resumed = trained(3, 2, Optional.of(file));
        assertThat(resumed.tensors().keySet()).isEqualTo(whole.tensors().keySet());
        whole.tensors()
                .forEach((name, values) ->
                        assertThat(resumed.value(name)).as(name).isEqualTo(values.toArray()));
    }

    @Test
    void theGeneratorMovesOnlyAfterAllStepsOfTheCritic() {
        Trainable drawn = generator();
        assertThat(trained(1, 4, Optional.empty()).value("generator-1")).isEqualTo(drawn.value("generator-1"));
        Trainable moved = trained(1, 3, Optional.empty());
        assertThat(moved.value("generator-1")).isNotEqualTo(drawn.value("generator-1"));
        assertThat(moved.value("discriminator-1")).isNotEqualTo(drawn.value("discriminator-1"));
        assertThat(moved.value("real-discriminator-2-norm-running-mean"))
                .isNotEqualTo(drawn.value("real-discriminator-2-norm-running-mean"));
    }
}
