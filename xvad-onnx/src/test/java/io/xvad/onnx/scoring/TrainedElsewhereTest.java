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
import io.xvad.generative.decodiff.DecoDiff;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.fanogan.FAnoGan;
import io.xvad.generative.latentddpm.LatentDdpm;
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

    private static final Map<String, String> SIZES = Map.of(
            "input-size", "32", "margin", "0", "width", "4", "multipliers", "1,2", "sampling-steps", "3", "runs", "1");

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
        return frozen(fitted, "frozen-network");
    }

    private static byte[] frozen(FittedDetector fitted, String entryName) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Models.toBytes(fitted)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(entryName)) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new AssertionError("the model has no " + entryName);
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
                    assertSame(given, here);
                    assertThat(given.capability(Differentiable.class)).isEmpty();
                }
            }
        }
    }

    private static void assertSame(FittedDetector given, FittedDetector here) {
        Image image = Scores.anomaly();
        assertThat(given.detect(image)).isEqualTo(here.detect(image));
        assertThat(reconstructed(given, image)).isEqualTo(reconstructed(here, image));
    }

    private static Image reconstructed(FittedDetector fitted, Image image) {
        return fitted.capability(Reconstructs.class).orElseThrow().reconstruct(image);
    }

    private FittedDetector latent(Detector detector, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("epochs", "1", "epoch-images", "8", "batch-size", "4"));
        options.putAll(Map.of("autoencoder-epochs", "1", "input-size", "32", "autoencoder-width", "4", "levels", "1"));
        options.putAll(Map.of("width", "4", "latent-channels", "4"));
        options.putAll(more);
        return Training.of(detector)
                .withOptions(options)
                .withSeed(5)
                .withHeldOut(0)
                .withoutMeasures()
                .fit(Samples.of(normals));
    }

    @Test
    void theOneGraphOfDecoDiffIsTakenWithoutItsGradient() throws IOException {
        try (FittedDetector here = latent(new DecoDiff(), Map.of())) {
            write("deco-diff", frozen(here));
            try (FittedDetector given = latent(new DecoDiff(), Map.of("networks", folder.toString()))) {
                assertSame(given, here);
                assertThat(given.capability(Differentiable.class)).isEmpty();
            }
        }
    }

    /** So few normal images are all learned from, and give the thresholds in both cases. */
    @Test
    void theAutoencoderOfLatentDdpmIsTakenAsWell() throws IOException {
        Map<String, String> fewSteps = Map.of("divergence-times", "2", "sampling-steps", "2", "codes", "8");
        try (FittedDetector here = latent(new LatentDdpm(), fewSteps)) {
            write("latent-ddpm", frozen(here));
            Map<String, String> options = new HashMap<>(fewSteps);
            options.put("networks", folder.toString());
            assertThatThrownBy(() -> latent(new LatentDdpm(), options)).hasMessageContaining("needs the part");

            writeAutoencoder(here);
            try (FittedDetector given = latent(new LatentDdpm(), options);
                    FittedDetector loaded = Models.load(Models.toBytes(given))) {
                assertSame(given, here);
                assertSame(loaded, here);
                assertThat(given.provenance().external()).hasSize(3);
            }
        }
    }

    private void writeAutoencoder(FittedDetector fitted) throws IOException {
        String part = "\"%s\": {\"network\": \"%s.onnx\", \"sha256\": \"%s\"}";
        byte[] encoder = frozen(fitted, "frozen-encoder");
        byte[] decoder = frozen(fitted, "frozen-reconstruction");
        Files.write(folder.resolve("encoder.onnx"), encoder);
        Files.write(folder.resolve("decoder.onnx"), decoder);
        String parts = part.formatted("encoder", "encoder", Sha256.of(encoder)) + ", "
                + part.formatted("decoder", "decoder", Sha256.of(decoder));
        Path description = folder.resolve("model.json");
        Files.writeString(
                description,
                Files.readString(description).replace("\"options\"", "\"parts\": {" + parts + "}, \"options\""));
    }
}
