package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.mahalanobis.Mahalanobis;
import io.xvad.detectors.odin.Odin;
import io.xvad.onnx.OnnxRuntimeEngine;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import io.xvad.training.dl4j.WrittenNetworks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detectors on a classifier of the user's; see golden/classifier.py. */
class OwnClassifierTest {

    private static final int SIZE = 16;

    private static Path onnx() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(OwnClassifierTest.class.getResource("/golden/classifier.onnx"))
                .toURI());
    }

    private static float[] golden(String what) throws IOException {
        return new GoldenLoss("classifier", new Trainable(1)).values(what);
    }

    private static Image image(String id, float[] values) {
        return Image.of(id, 3, SIZE, SIZE, values);
    }

    private static List<Sample> normals() throws IOException {
        float[] all = golden("normals");
        int each = 3 * SIZE * SIZE;
        return IntStream.range(0, all.length / each)
                .<Sample>mapToObj(i -> image("normal-" + i, Arrays.copyOfRange(all, i * each, (i + 1) * each)))
                .toList();
    }

    private static FittedDetector fitted(Detector detector, Map<String, String> more) throws Exception {
        return fitted(detector, onnx(), more);
    }

    private static FittedDetector fitted(Detector detector, Path classifier, Map<String, String> more)
            throws Exception {
        Map<String, String> options = new HashMap<>(more);
        options.putAll(Map.of("classifier", classifier.toString(), "epsilon", "0.01", "sigma", "0"));
        return Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(normals()));
    }

    private static void agrees(FittedDetector fitted, String name) throws IOException {
        Detection detection = fitted.detect(image("picture", golden("picture")));
        float score = golden(name)[0];
        assertThat(detection.score()).isCloseTo(score, within(1e-4 * Math.abs(score)));
        float[] map = golden(name + "-map");
        float highest = 0;
        for (float value : map) {
            highest = Math.max(highest, value);
        }
        assertThat(detection.map().toArray()).containsExactly(map, within(1e-4f * highest));
    }

    @Test
    void odinEqualsPyTorch(@TempDir Path directory) throws Exception {
        try (FittedDetector fitted = fitted(new Odin(), Map.of("temperature", "2"))) {
            agrees(fitted, "odin");
            Path file = directory.resolve("model.xvad");
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                agrees(loaded, "odin");
            }
        }
    }

    @Test
    void mahalanobisEqualsPyTorch(@TempDir Path directory) throws Exception {
        Map<String, String> layers = Map.of("classifier-layers", "/Relu_output_0,/Flatten_output_0");
        try (FittedDetector fitted = fitted(new Mahalanobis(), layers)) {
            agrees(fitted, "mahalanobis");
            Path file = directory.resolve("model.xvad");
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                agrees(loaded, "mahalanobis");
            }
        }
    }

    @Test
    void mahalanobisLooksAtTheLastFeaturesUnlessToldOtherwise() throws Exception {
        try (FittedDetector fitted = fitted(new Mahalanobis(), Map.of());
                FittedDetector named = fitted(new Mahalanobis(), Map.of("classifier-layers", "/Flatten_output_0"))) {
            Image shown = image("picture", golden("picture"));
            assertThat(fitted.detect(shown).score())
                    .isEqualTo(named.detect(shown).score());
        }
    }

    @Test
    void aNetworkOfDl4jDoesAsItsOnnxFile(@TempDir Path directory) throws Exception {
        Path onnx = WrittenNetworks.resized(onnx(), 32, directory.resolve("classifier.onnx"));
        Path zip = WrittenNetworks.graph(onnx, directory.resolve("classifier.zip"));
        Map<String, String> options =
                Map.of("classifier-layers", "/Relu_output_0,/Flatten_output_0", "input-size", "32");
        Image shown = image("picture", golden("picture"));
        try (FittedDetector other = fitted(new Mahalanobis(), onnx, options);
                FittedDetector fitted = fitted(new Mahalanobis(), zip, options)) {
            Path file = directory.resolve("model.xvad");
            Models.save(fitted, file);
            try (FittedDetector loaded = Models.load(file)) {
                assertThat(loaded.detect(shown)).isEqualTo(fitted.detect(shown));
            }
            Detection expected = other.detect(shown);
            assertThat(fitted.detect(shown).score())
                    .isCloseTo(expected.score(), within(1e-6 * Math.abs(expected.score())));
            assertThat(fitted.detect(shown).map().toArray())
                    .containsExactly(expected.map().toArray(), within(1e-5f));
        }
    }

    @Test
    void layersOfDl4jWorkAsWellAsGraphs(@TempDir Path directory) throws Exception {
        Path zip = WrittenNetworks.layers(32, directory.resolve("layers.zip"));
        try (FittedDetector fitted = fitted(new Odin(), zip, Map.of("input-size", "32"))) {
            assertThat(fitted.detect(image("picture", golden("picture"))).score())
                    .isPositive()
                    .isFinite();
        }
    }

    /** The classifier with an operator whose gradient is not known. */
    private static Path undifferentiable(Path directory) throws IOException, URISyntaxException {
        Onnx.ModelProto.Builder model = Onnx.ModelProto.parseFrom(Files.readAllBytes(onnx())).toBuilder();
        model.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals("Relu"))
                .forEach(node -> node.setOpType("Elu"));
        return Files.write(directory.resolve("elu.onnx"), model.build().toByteArray());
    }

    @Test
    void anyClassifierIsRunForwardsWithoutAMap(@TempDir Path directory) throws Exception {
        Path elu = undifferentiable(directory);
        assertThatThrownBy(() -> fit(elu))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("operator Elu")
                .hasMessageContaining("epsilon=0");
        Map<String, String> still = Map.of("classifier", elu.toString(), "epsilon", "0", "temperature", "1");
        for (Detector detector : List.of(new Odin(), new Mahalanobis())) {
            Map<String, String> options = new HashMap<>(still);
            options.keySet().removeIf(name -> detector.options().stream()
                    .noneMatch(option -> option.name().equals(name)));
            try (FittedDetector fitted =
                    Training.of(detector).withOptions(options).withHeldOut(0).fit(Samples.of(normals()))) {
                Image shown = image("picture", golden("picture"));
                Detection detection = fitted.detect(shown);
                assertThat(detection.score()).isFinite();
                assertThat(detection.maps()).isEmpty();
                Path file = directory.resolve(detector.name() + ".xvad");
                Models.save(fitted, file);
                try (FittedDetector loaded = Models.load(file)) {
                    assertThat(loaded.detect(shown)).isEqualTo(detection);
                }
            }
        }
    }

    @Test
    void aPerturbedAndAPlainRunAgreeWhereNothingIsMoved(@TempDir Path directory) throws Exception {
        Map<String, String> still = Map.of("classifier", onnx().toString(), "epsilon", "0");
        Image shown = image("picture", golden("picture"));
        try (FittedDetector fitted =
                Training.of(new Odin()).withOptions(still).withHeldOut(0).fit(Samples.of(normals()))) {
            OwnOnnxClassifier classifier = new OwnOnnxClassifier(
                    Files.readAllBytes(onnx()), Options.parse(new Odin().options(), still), List.of());
            Map<String, Tensor> outputs = classifier.outputs(shown);
            float[] logits =
                    Objects.requireNonNull(outputs.get(classifier.logits())).toArray();
            double highest = Math.max(logits[0], Math.max(logits[1], logits[2]));
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp((logit - highest) / 1000);
            }
            assertThat(fitted.detect(shown).score()).isCloseTo(Math.log(sum), within(1e-6));
            classifier.close();
        }
    }

    @Test
    void theLengthIsWhatMakesItMostConfidentOfNormals() throws Exception {
        double best = Double.POSITIVE_INFINITY;
        for (String epsilon : List.of("0", "0.0025", "0.005", "0.01", "0.02", "0.04", "0.08")) {
            best = Math.min(best, meanOfNormals(epsilon));
        }
        assertThat(meanOfNormals("auto")).isCloseTo(best, within(1e-9));
    }

    /** Mean score of the normal images that are held out, which are all where there are too few. */
    private static double meanOfNormals(String epsilon) throws Exception {
        List<Sample> few = normals().subList(0, 4);
        Map<String, String> options = Map.of("classifier", onnx().toString(), "epsilon", epsilon, "temperature", "1");
        try (FittedDetector fitted =
                Training.of(new Odin()).withOptions(options).withHeldOut(0).fit(Samples.of(few))) {
            return few.stream()
                    .mapToDouble(sample -> fitted.detect(sample).score())
                    .average()
                    .orElseThrow();
        }
    }

    @Test
    void itIsOneGraph() throws Exception {
        Image shown = image("picture", golden("picture"));
        try (FittedDetector fitted = fitted(new Odin(), Map.of("temperature", "2"))) {
            WholeGraph whole = fitted.capability(WholeGraph.class).orElseThrow();
            try (Network network = new OnnxRuntimeEngine().open(whole.onnx(), List.of(WholeGraph.SCORE), 0)) {
                Tensor score = Objects.requireNonNull(network.run(Tensor.of(shown.toArray(), 1, 3, SIZE, SIZE))
                        .get(WholeGraph.SCORE));
                assertThat(score.toArray()[0])
                        .isEqualTo((float) fitted.detect(shown).score());
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile(@TempDir Path directory) throws IOException {
        Path broken = Files.write(directory.resolve("broken.onnx"), new byte[] {1, 2, 3});
        Path headless = Files.write(
                directory.resolve("headless.onnx"), BackboneSpec.packaged().onnx());
        assertThatThrownBy(() -> fit(directory.resolve("none.onnx")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.onnx");
        assertThatThrownBy(() -> fit(broken))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("not an ONNX model");
        Path empty = Files.write(directory.resolve("empty.zip"), new byte[] {'P', 'K', 5, 6});
        assertThatThrownBy(() -> fit(empty))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("configuration.json");
        assertThatThrownBy(() -> fit(headless))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("must be of shape (N, classes)");
    }

    private static void fit(Path classifier) {
        Training.of(new Odin())
                .withOptions(Map.of("classifier", classifier.toString()))
                .fit(Samples.of(
                        List.of(Image.of("one", 1, 8, 8, new float[64]), Image.of("other", 1, 8, 8, new float[64]))))
                .close();
    }
}
