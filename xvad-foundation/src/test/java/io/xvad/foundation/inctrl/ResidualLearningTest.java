package io.xvad.foundation.inctrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.AuxiliarySquares;
import io.xvad.foundation.model.Export;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class ResidualLearningTest {

    private static final Export EXPORT = Export.of("inctrl");
    private static final ResidualLearning SMALL = new ResidualLearning(8, 9, 6, 4);
    private static final int[] REFERENCES = {2, 3, 1, 2};

    private static Training training() {
        return Training.of(new InCtrl())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(InCtrl.REFERENCES, 2)
                .with(InCtrl.EPOCHS, 3)
                .withHeldOut(0);
    }

    private static TrainingSet data(LabelledSamples auxiliary) {
        return TrainingSet.normals(Samples.of(EXPORT.images("references"))).withAuxiliary(auxiliary);
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = SMALL.graph(0);
        GoldenLoss golden = new GoldenLoss("inctrl-training", net);
        golden.agrees(SMALL.batch(examples(golden)), ResidualLearning.LOSS, "");
    }

    private static List<InContextExample> examples(GoldenLoss golden) throws IOException {
        List<InContextExample> examples = new ArrayList<>();
        int reference = 0;
        for (int i = 0; i < REFERENCES.length; i++) {
            List<float[]> own = new ArrayList<>();
            for (int r = 0; r < REFERENCES[i]; r++) {
                own.add(row(golden, "references", reference++, 8));
            }
            examples.add(new InContextExample(
                    row(golden, "vectors", i, 8),
                    own,
                    row(golden, "residuals", i, 9),
                    golden.values("text")[i],
                    golden.values("anomalous")[i] > 0));
        }
        return examples;
    }

    private static float[] row(GoldenLoss golden, String name, int index, int length) throws IOException {
        return Arrays.copyOfRange(golden.values(name), index * length, (index + 1) * length);
    }

    @Test
    void eachNetworkScoresWithoutTheGraphWhatItGivesInIt() {
        Trainable net = SMALL.graph(4);
        Options options = Options.parse(new InCtrl().options(), Map.of("threads", "1"), Set.of());
        float[] vector = {0.3f, -0.2f, 0.9f, 0, 0.4f, -1, 0.1f, 0.6f};
        float[] map = {0.1f, 0.3f, 0.2f, 0.9f, 0.8f, 0.4f, 0.2f, 0, 1};
        try (ResidualHeads heads = ResidualHeads.trained(SMALL.exported(net), options)) {
            assertThat(heads.adapted(vector)).containsExactly(ran(net, ResidualHeads.ADAPTER, vector), within(1e-5f));
            assertThat(heads.imageScore(vector))
                    .isCloseTo(ran(net, ResidualHeads.IMAGE_HEAD, vector)[0], within(1e-5f));
            assertThat(heads.holisticScore(map)).isCloseTo(ran(net, ResidualHeads.MAP_HEAD, map)[0], within(1e-5f));
        }
    }

    private static float[] ran(Trainable net, String name, float[] row) {
        return net.run(Map.of(name + "-input", Nd4j.create(row, new long[] {1, row.length}, 'c')), name + "-output");
    }

    @Test
    void trainingOnAuxiliaryImagesLowersTheLoss() {
        List<Double> losses = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progressed(String phase, long done, long total) {}

            @Override
            public void trained(EpochLoss loss) {
                losses.add(loss.training());
            }
        };
        Training longer = training().with(InCtrl.EPOCHS, 60).withProgress(listener);
        longer.fit(data(AuxiliarySquares.of("tile", 12))).close();
        assertThat(losses).hasSize(60);
        assertThat(losses.get(59)).isLessThan(0.5 * losses.get(0));
    }

    @Test
    void whatWasTrainedIsInTheModelFileAndFollowsTheSeed(@TempDir Path directory) {
        Path file = directory.resolve("m.xvad");
        Image image = EXPORT.image("image");
        LabelledSamples auxiliary = AuxiliarySquares.of("tile", 8);
        try (FittedDetector first = training().fit(data(auxiliary));
                FittedDetector second = training().fit(data(auxiliary));
                FittedDetector untrained = training().fit(data(LabelledSamples.none()))) {
            Models.save(first, file);
            double score = first.detect(image).score();
            assertThat(second.detect(image).score()).isEqualTo(score);
            assertThat(untrained.detect(image).score()).isNotEqualTo(score);
            assertThat(first.provenance().learnedFrom().auxiliary()).isEqualTo(8);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(loaded.detect(image).score()).isEqualTo(score);
            }
        }
    }

    @Test
    void whatCannotBeLearnedFromIsRefusedInALine() {
        assertThatThrownBy(() -> training().fit(data(AuxiliarySquares.of("tile", 2))))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("auxiliary images of 'tile' must hold at least 2 normal ones");
        assertThatThrownBy(() -> ResidualHeads.of(Export.of("plain").model()))
                .isInstanceOf(XvadUnavailableException.class)
                .hasMessageContaining("xvad fit --auxiliary");
    }
}
