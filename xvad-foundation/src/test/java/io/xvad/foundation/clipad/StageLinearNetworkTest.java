package io.xvad.foundation.clipad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.option.Options;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.foundation.detector.AuxiliaryImages;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.AuxiliarySquares;
import io.xvad.foundation.model.Export;
import io.xvad.foundation.text.TextAnchors;
import io.xvad.foundation.tokens.PatchEncoder;
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

class StageLinearNetworkTest {

    private static final Export EXPORT = Export.of("clip-ad");
    private static final StageLinearNetwork SMALL = new StageLinearNetwork(2, 5, 4, 3, 8);
    private static final int IMAGES = 3;

    private static Training training() {
        return Training.of(new ClipAd())
                .with(FoundationOptions.WEIGHTS, EXPORT.weights())
                .with(ClipAd.LEARNING_RATE, 0.01)
                .with(ClipAd.BATCH, 4)
                .withHeldOut(0);
    }

    private static TrainingSet auxiliary() {
        return TrainingSet.empty().withAuxiliary(AuxiliarySquares.of("tile", 8));
    }

    @Test
    void lossAndGradientsEqualPyTorch() throws IOException {
        Trainable net = SMALL.graph(0);
        GoldenLoss golden = new GoldenLoss("clip-ad-training", net);
        golden.agrees(SMALL.batch(examples(golden)), StageLinearNetwork.LOSS, "");
    }

    private static List<MarkedPatches> examples(GoldenLoss golden) throws IOException {
        float[] tokens = golden.values("tokens");
        float[] text = golden.values("text");
        float[] mask = golden.values("mask");
        List<MarkedPatches> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            List<KeptRows> stages = new ArrayList<>();
            for (int stage = 0; stage < 2; stage++) {
                int from = (stage * IMAGES + i) * 9 * 5;
                stages.add(KeptRows.of(Arrays.copyOfRange(tokens, from, from + 9 * 5), 1));
            }
            float[] direction = new float[4];
            for (int d = 0; d < 4; d++) {
                direction[d] = text[i * 8 + 4 + d] - text[i * 8 + d];
            }
            boolean[] anomalous = new boolean[64];
            for (int p = 0; p < 64; p++) {
                anomalous[p] = mask[i * 64 + p] > 0;
            }
            images.add(new MarkedPatches(stages, direction, anomalous));
        }
        return images;
    }

    @Test
    void trainingOnAuxiliaryImagesLowersTheLossAndFindsTheirSquares() {
        List<Double> losses = new ArrayList<>();
        Training longer = training().with(ClipAd.EPOCHS, 40).with(ClipAd.SIGMA, 0.0);
        try (FittedDetector fitted = longer.withProgress(noting(losses)).fit(auxiliary());
                FittedDetector without = longer.with(ClipAd.SDP_PLUS, false).fit(TrainingSet.empty())) {
            assertThat(losses).hasSize(40);
            assertThat(losses.get(39)).isLessThan(0.75 * losses.get(0));
            assertThat(contrast(fitted) - contrast(without)).isGreaterThan(0.05);
        }
    }

    /** The mean of the maps inside squares less that outside, over the auxiliary images. */
    private static double contrast(FittedDetector fitted) {
        LabelledSamples images = auxiliary().auxiliary();
        double sum = 0;
        for (int i = 1; i < images.size(); i += 2) {
            sum += contrast(fitted, images.get(i).requireImage(), images.label(i));
        }
        return 2 * sum / images.size();
    }

    private static ProgressListener noting(List<Double> losses) {
        return new ProgressListener() {
            @Override
            public void progressed(String phase, long done, long total) {}

            @Override
            public void trained(EpochLoss loss) {
                losses.add(loss.training());
            }
        };
    }

    private static double contrast(FittedDetector fitted, Image image, Label label) {
        float[] map = fitted.detect(image).map().toArray();
        boolean[] anomalous = label.masks().get(0).toArray();
        double[] sums = new double[2];
        int[] counts = new int[2];
        for (int i = 0; i < map.length; i++) {
            int side = anomalous[i] ? 1 : 0;
            sums[side] += map[i];
            counts[side]++;
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    }

    /** What stands in a model file is what was trained, and the same seed trains the same to the bit. */
    @Test
    void whatWasTrainedIsInTheModelFileAndFollowsTheSeed(@TempDir Path directory) {
        Path file = directory.resolve("m.xvad");
        Image image = EXPORT.image("image");
        try (FittedDetector first = training().fit(auxiliary());
                FittedDetector second = training().fit(auxiliary());
                FittedDetector other = training().withSeed(5).fit(auxiliary());
                FittedDetector untrained = training().fit(TrainingSet.empty())) {
            Models.save(first, file);
            float[] map = first.detect(image).map().toArray();
            assertThat(second.detect(image).map().toArray()).containsExactly(map);
            assertThat(other.detect(image).map().toArray()).isNotEqualTo(map);
            assertThat(untrained.detect(image).map().toArray()).isNotEqualTo(map);
            assertThat(first.provenance().learnedFrom().auxiliary()).isEqualTo(8);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(loaded.detect(image).map().toArray()).containsExactly(map);
            }
        }
    }

    @Test
    void theLayersOfAllStagesAreTrained() {
        Options options = Options.parse(new ClipAd().options(), Map.of("epochs", "1"), Set.of());
        FitRequest request = new FitRequest(options, 3, ProgressListener.none());
        List<Integer> layers = EXPORT.model().description().integers("layers");
        Map<String, TextAnchors> anchors = Map.of("tile", TextAnchors.learned(axis(0), axis(1)));
        try (PatchEncoder encoder = PatchEncoder.of(EXPORT.model())) {
            AuxiliaryImages images = new AuxiliaryImages(AuxiliarySquares.of("tile", 4));
            List<MarkedPatches> marked = MarkedPatches.of(images, anchors, encoder, layers, request);
            assertThat(marked.get(0).anomalous()).containsOnly(false);
            assertThat(marked.get(1).anomalous())
                    .containsExactly(images.label(1).masks().get(0).toArray());
            StageLinears linears = StageLinearNetwork.of(marked.get(0), encoder).trained(marked, request);
            for (int stage = 0; stage < layers.size(); stage++) {
                float[] tokens = marked.get(1).stages().get(stage).values();
                float[] before = StageLinears.of(EXPORT.model(), layers)
                        .layers()
                        .get(stage)
                        .apply(tokens);
                assertThat(linears.layers().get(stage).apply(tokens))
                        .hasSameSizeAs(before)
                        .isNotEqualTo(before);
            }
        }
    }

    private static float[] axis(int which) {
        float[] axis = new float[16];
        axis[which] = 1;
        return axis;
    }

    @Test
    void whatCannotBeLearnedFromIsRefusedInALine() {
        LabelledSamples unmarked = AuxiliarySquares.unmarked("tile", 4);
        assertThatThrownBy(() -> training().fit(TrainingSet.empty().withAuxiliary(unmarked)))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("is anomalous and has no mask");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training().with(ClipAd.SDP_PLUS, false).fit(auxiliary()))
                .withMessageContaining("sdp-plus");
    }

    @Test
    void aLayerIsAMatrixAndABias() {
        StageLinear layer = new StageLinear(new float[] {1, 2, 3, 4, 5, 6}, new float[] {0.5f, -1});
        assertThat(layer.apply(new float[] {1, 0, -1, 2, 1, 0}))
                .containsExactly(new float[] {-3.5f, -5, 5.5f, 7}, within(1e-6f));
    }
}
