package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Presets of every detector there is, and how the commands show and take them. */
class PresetsTest {

    /** A detector and one of its presets. */
    record Case(Detector detector, Preset preset) {

        @Override
        public String toString() {
            return detector.name() + " " + preset.name();
        }
    }

    static Stream<Case> presets() {
        return Registry.load(Detector.class).all().stream()
                .flatMap(detector -> detector.presets().stream().map(preset -> new Case(detector, preset)));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void setsOptionsThatItsDetectorHasToValuesThatAreAllowed(Case one) {
        Map<String, String> defaults =
                Options.defaults(one.detector().options()).asText();
        Map<String, String> chosen = Options.parse(
                        one.detector().options(),
                        one.detector().presets(),
                        Map.of(Preset.OPTION, one.preset().name()))
                .asText();
        assertThat(one.preset().options()).isNotEmpty();
        assertThat(chosen).containsAllEntriesOf(one.preset().options());
        assertThat(chosen.equals(defaults)).isEqualTo(one.preset().name().equals(Preset.STANDARD));
    }

    @Test
    void everyDetectorThatTrainsANetworkOfItsOwnHasAQuickOne() {
        assertThat(presets()
                        .filter(one -> one.preset().name().equals(Preset.QUICK))
                        .map(one -> one.detector().name()))
                .containsExactlyInAnyOrder(
                        "alad",
                        "anogan",
                        "anomize",
                        "anoddpm",
                        "autoencoder",
                        "cavga",
                        "cflow",
                        "ctr",
                        "deco-diff",
                        "deep-svdd",
                        "diad",
                        "dlan-ac",
                        "dor",
                        "draem",
                        "dsa",
                        "efficient-ad",
                        "f-anogan",
                        "fastflow",
                        "fcdd",
                        "frame-prediction",
                        "frame-reconstruction",
                        "generalized-odin",
                        "gradcon",
                        "guided-diffusion",
                        "latent-ddpm",
                        "likelihood-ratio",
                        "likelihood-regret",
                        "lsa",
                        "mahalanobis",
                        "mnad",
                        "odin",
                        "reverse-distillation",
                        "simplenet",
                        "sla2p",
                        "stfpm",
                        "vador",
                        "vae",
                        "vae-attention",
                        "vq-memory");
    }

    private static JsonNode listed(String detector) throws IOException {
        return StreamSupport.stream(run("list", "detectors", "--json").json().spliterator(), false)
                .filter(item -> item.get("name").asText().equals(detector))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listShowsWhatEachSets() throws IOException {
        JsonNode presets = listed("patchcore").get("presets");
        assertThat(presets.findValuesAsText("name")).containsExactly("fast", "standard", "accurate");
        JsonNode accurate = presets.get(2);
        assertThat(accurate.get("description").asText()).isNotBlank();
        assertThat(accurate.get("options"))
                .hasToString("{\"layers\":\"stride4,stride8,stride16\",\"candidates\":\"60000\","
                        + "\"coreset-size\":\"6000\",\"input-size\":\"320\"}");
        assertThat(listed("pixel-gaussian").get("presets")).isEmpty();
        assertThat(run("list", "detectors", "patchcore").out().lines())
                .anyMatch(line -> line.startsWith("    -o preset=fast   ")
                        && line.endsWith(" (layers=stride8,stride16 candidates=20000 coreset-size=2000)"));
    }

    private static Path normals(Path directory) throws IOException {
        Files.createDirectory(directory);
        for (int i = 0; i < 4; i++) {
            ImageWriter.writePng(FixedSamples.image("n" + i, i, 0), directory.resolve(i + ".png"));
        }
        return directory;
    }

    @Test
    void compareFitsDetectorsWithIt(@TempDir Path directory) throws IOException {
        normals(directory.resolve("normal"));
        Path anomalous = Files.createDirectory(directory.resolve("anomalous"));
        ImageWriter.writePng(FixedSamples.image("a", 9, 2), anomalous.resolve("a.png"));
        Path out = directory.resolve("out");
        Outcome compared = run(
                "compare",
                "--detectors",
                "patchcore",
                "--preset",
                "fast",
                "--explainers",
                "residual",
                "--data",
                directory,
                "--out",
                out,
                "--json");
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.json().get("preset").asText()).isEqualTo("fast");
        assertThat(out.resolve("comparison.html")).content().contains("Detectors that were fitted here: preset fast.");
    }

    @Test
    void fitKeepsTheValuesOfThePresetUnderThoseGivenAndItsName(@TempDir Path directory) throws IOException {
        Path data = normals(directory.resolve("normal"));
        Path model = directory.resolve("m.xvad");
        Outcome fitted = run(
                "fit",
                "--detector",
                "autoencoder",
                "-o",
                "preset=quick",
                "-o",
                "input-size=32",
                "-o",
                "epochs=1",
                "--data",
                data,
                "--model",
                model,
                "--without-measures",
                "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().get("preset").asText()).isEqualTo("quick");
        try (FittedDetector loaded = Models.load(model)) {
            Provenance provenance = loaded.provenance();
            assertThat(provenance.preset()).contains("quick");
            assertThat(provenance.options()).containsEntry("input-size", "32").containsEntry("epochs", "1");
        }
    }

    @Test
    void anUnknownOneIsOneLineBeforeAnythingIsRead(@TempDir Path directory) {
        String message = "xvad: No preset named 'quick'. Available: accurate, fast, standard.";
        List<Outcome> outcomes = List.of(
                run(
                        "fit",
                        "--detector",
                        "patchcore",
                        "-o",
                        "preset=quick",
                        "--data",
                        directory,
                        "--model",
                        directory.resolve("m.xvad")),
                run(
                        "compare",
                        "--detectors",
                        "patchcore",
                        "--preset",
                        "quick",
                        "--data",
                        directory,
                        "--out",
                        directory.resolve("out")));
        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.err().strip()).isEqualTo(message);
            assertThat(outcome.code()).isEqualTo(Main.WRONG_USAGE);
        });
        assertThat(directory).isEmptyDirectory();
        assertThat(run("compare", "--detectors", "m.xvad", "--preset", "quick", "--data", directory, "--out", directory)
                        .err())
                .contains("got only model files");
    }
}
