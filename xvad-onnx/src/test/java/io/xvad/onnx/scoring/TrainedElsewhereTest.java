package io.xvad.onnx.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.model.Sha256;
import io.xvad.core.option.Options;
import io.xvad.generative.alad.Alad;
import io.xvad.generative.anoddpm.AnoDdpm;
import io.xvad.generative.anogan.AnoGan;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.fanogan.FAnoGan;
import io.xvad.training.onnx.OnnxGraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that was not trained here scores as if it had been. */
class TrainedElsewhereTest {

    private static final Map<String, String> SIZES =
            Map.of("input-size", "32", "width", "4", "multipliers", "1,2", "sampling-steps", "3", "runs", "1");

    @TempDir
    private Path folder;

    private final List<Sample> normals = Scores.normals();

    private void write(String detector, byte[] onnx) throws IOException {
        Files.write(folder.resolve("network.onnx"), onnx);
        Files.writeString(
                folder.resolve("model.json"),
                """
                {"detector": "%s", "name": "a network", "network": "network.onnx", "sha256": "%s", "options": {"width": "4"}}"""
                        .formatted(detector, Sha256.of(onnx)));
    }

    /** The frozen form in a model file. */
    private static byte[] frozen(FittedDetector fitted) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Models.toBytes(fitted)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith("frozen-network")) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new AssertionError("the model has no frozen network");
    }

    private FittedDetector generated(Detector detector, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("epochs", "1", "epoch-images", "8", "batch-size", "4"));
        options.putAll(Map.of("width", "4", "latent", "4"));
        options.putAll(more);
        return Training.of(detector)
                .withOptions(options)
                .withSeed(5)
                .withHeldOut(0)
                .fit(Samples.of(normals));
    }

    private FittedDetector fitted(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(SIZES);
        options.putAll(more);
        return Training.of(new AnoDdpm())
                .withOptions(options)
                .withSeed(5)
                .withHeldOut(0)
                .fit(Samples.of(normals));
    }

    private byte[] untrained() {
        Options options = Options.parse(new AnoDdpm().options(), SIZES);
        return new NoiseNetwork(DiffusionOptions.form(options), 5).saved().onnx();
    }

    @Test
    void itScoresAsTheSameNetworkFromHere() throws IOException {
        write("anoddpm", untrained());
        try (FittedDetector given = fitted(Map.of("networks", folder.toString()));
                FittedDetector here = fitted(Map.of("epochs", "1", "epoch-images", "8", "learning-rate", "1e-9"))) {
            Sample image = Scores.anomaly();
            assertThat(given.detect(image).score()).isCloseTo(here.detect(image).score(), within(1e-3));
            assertThat(given.provenance().external()).extracting("name").containsExactly("a network");
            assertThat(here.provenance().external()).isEmpty();
        }
    }

    @Test
    void aNetworkWithoutTheOutputThatIsNeededIsRefused() throws IOException {
        OnnxGraph other = new OnnxGraph();
        other.output("other", other.node("Neg", other.input("noised", 1)), 1);
        write("anoddpm", other.bytes());
        assertThatThrownBy(() -> fitted(Map.of("networks", folder.toString())))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("lacks [noise]");
    }

    @Test
    void adversarialNetworksAreTakenWithoutTheirGradient() throws IOException {
        for (Detector detector : List.of(new FAnoGan(), new AnoGan(), new Alad())) {
            try (FittedDetector here = generated(detector, Map.of())) {
                write(detector.name(), frozen(here));
                try (FittedDetector given = generated(detector, Map.of("networks", folder.toString()))) {
                    Image image = Scores.anomaly();
                    assertThat(given.detect(image)).as(detector.name()).isEqualTo(here.detect(image));
                    assertThat(given.capability(Reconstructs.class)
                                    .orElseThrow()
                                    .reconstruct(image))
                            .isEqualTo(here.capability(Reconstructs.class)
                                    .orElseThrow()
                                    .reconstruct(image));
                    assertThat(given.capability(Differentiable.class)).isEmpty();
                }
            }
        }
    }
}
