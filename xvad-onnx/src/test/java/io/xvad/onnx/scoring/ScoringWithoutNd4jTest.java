package io.xvad.onnx.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.LibraryVersion;
import io.xvad.core.Samples;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.registry.Registry;
import io.xvad.data.preprocess.Resize;
import io.xvad.onnx.OnnxRuntimeEngine;
import io.xvad.testkit.SeparateProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models are fitted once. One program loads and scores them on the class path that Maven gives a project that only scores,
 * without xvad-training and ND4J; another on one without ONNX Runtime, where everything runs in SameDiff and DL4J; they agree.
 */
class ScoringWithoutNd4jTest {

    private static final double TOLERANCE = 1e-4;
    private static final String SMALL = "input-size=64";
    private static final String GENERATED = "epochs=1 epoch-images=8 batch-size=4 width=2 latent=4 ";
    private static final String PIXELS = "epochs=2 input-size=32 ";
    private static final String LATENT =
            PIXELS + "epoch-images=8 autoencoder-width=4 latent-channels=2 width=4 levels=1";
    private static final String GUIDED = PIXELS
            + "epoch-images=8 autoencoder-width=4 latent-channels=2 width=4 latent-stride=4 autoencoder-epochs=2 prior-epochs=2 hint-width=2 sampling-steps=2";

    private static final String DIFFUSION =
            "epochs=1 epoch-images=16 input-size=32 width=4 multipliers=1,2 attention-side=16 sampling-steps=3";

    /** Detections of these are many runs of a network, which are no single graph. */
    private static final Set<String> IN_STEPS =
            Set.of("anoddpm", "anogan", "diad", "guided-diffusion", "latent-ddpm", "likelihood-regret");

    /** Name of the file, name of the detector, options. */
    private static final String[][] MODELS = {
        {"patchcore", "patchcore", SMALL + " coreset-size=100"},
        {"patchcore-reweighted", "patchcore", SMALL + " coreset-size=700 score=reweighted neighbours=2"},
        {"padim", "padim", SMALL},
        {"pixel-gaussian", "pixel-gaussian", ""},
        {"simplenet", "simplenet", SMALL + " epochs=2"},
        {"fcdd", "fcdd", SMALL + " epochs=2 hidden=8"},
        {"fcdd-max", "fcdd", SMALL + " epochs=2 hidden=8 score=map-max"},
        {"sla2p", "sla2p", SMALL + " epochs=2 projections=8"},
        {"sla2p-image", "sla2p", SMALL + " epochs=2 projections=8 level=image"},
        {"reverse-distillation", "reverse-distillation", SMALL + " epochs=2 width=8"},
        {"fastflow", "fastflow", SMALL + " epochs=2 flow-steps=2"},
        {"cflow", "cflow", SMALL + " epochs=2 flow-steps=2 position-code=8"},
        {"deco-diff", "deco-diff", LATENT + " autoencoder-epochs=2"},
        {"latent-ddpm", "latent-ddpm", LATENT + " autoencoder-epochs=2 codes=8 divergence-times=2 sampling-steps=2"},
        {"diad", "diad", GUIDED},
        {"anoddpm", "anoddpm", DIFFUSION + " runs=2"},
        {"guided-diffusion", "guided-diffusion", DIFFUSION + " classifier-width=4 classifier-epochs=1"},
        {"f-anogan", "f-anogan", GENERATED + "encoder-epochs=2 kappa=0.5"},
        {"anogan", "anogan", GENERATED + "search-steps=3"},
        {"alad", "alad", GENERATED + "average-decay=0.5"},
        {"alad-logits", "alad", GENERATED + "average-decay=0.5 score=logits"},
        {"likelihood-ratio", "likelihood-ratio", "epochs=2 epoch-images=8 filters=4 input-size=16 components=2"},
        {"likelihood-regret", "likelihood-regret", "epochs=2 epoch-images=32 width=4 search-steps=3 samples=20"},
        {"stfpm", "stfpm", SMALL + " epochs=2 width=4"},
        {"efficient-ad", "efficient-ad", "input-size=64 epochs=1 epoch-images=4 autoencoder-width=4"},
        {"autoencoder", "autoencoder", PIXELS + "latent=8"},
        {"autoencoder-windows", "autoencoder", "epochs=2 latent=8 crop=32 stride=12 input-size=48"},
        {"autoencoder-block", "autoencoder", PIXELS + "latent=8 loss=mse sspcab=0.1"},
        {"vae", "vae", PIXELS + "latent=8"},
        {"vae-attention", "vae-attention", PIXELS + "latent=8"},
        {"vae-attention-factor", "vae-attention", PIXELS + "latent=8 target=difference total-correlation=1"},
        {"gradcon", "gradcon", PIXELS},
        {"cavga", "cavga", PIXELS},
        {"cavga-dcgan", "cavga", PIXELS + "encoder=dcgan width=4 score=difference"},
        {"deep-svdd", "deep-svdd", PIXELS + "width=4 pretraining-epochs=2"},
        {"deep-svdd-soft", "deep-svdd", PIXELS + "width=4 pretraining-epochs=2 objective=soft-boundary"},
        {"draem", "draem", PIXELS + "width=4 segmentation-width=4 epoch-images=16 sspcab=0.1"},
        {"odin", "odin", PIXELS},
        {"odin-defects", "odin", PIXELS + "task=defects"},
        {"generalized-odin", "generalized-odin", PIXELS},
        {"mahalanobis", "mahalanobis", PIXELS},
    };

    @TempDir
    private static Path directory = Path.of("");

    private static final Map<String, Double> SCORES = new HashMap<>();

    @BeforeAll
    static void fit() {
        Registry<Detector> detectors = Registry.load(Detector.class);
        for (String[] model : MODELS) {
            Map<String, String> options = Arrays.stream(model[2].split(" "))
                    .filter(option -> !option.isEmpty())
                    .map(option -> option.split("="))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            try (FittedDetector fitted = Training.of(detectors.get(model[1]))
                    .withOptions(options)
                    .withHeldOut(0)
                    .fit(Samples.of(Scores.normals()))) {
                Models.save(fitted, file(model[0]));
                SCORES.put(model[0], fitted.detect(Scores.anomaly()).score());
            }
        }
    }

    private static Path file(String model) {
        return directory.resolve(model + ".xvad");
    }

    private static boolean isOfOnnxRuntime(String entry) {
        return entry.contains("onnxruntime") || entry.matches(".*xvad-onnx/target/classes/?");
    }

    /** What the program prints of each model where Maven puts nothing on the class path but what scoring needs. */
    private static Map<String, List<Double>> scoredByAConsumer() throws DependencyResolutionException {
        return scored(SeparateProcess.on(consumer(), Scores.class, files()), false);
    }

    private static List<Path> consumer() throws DependencyResolutionException {
        List<Path> classPath =
                new ArrayList<>(new PublishedPoms(Path.of("").toAbsolutePath().getParent(), LibraryVersion.current())
                        .classPath("xvad-generative", "xvad-onnx"));
        classPath.add(Path.of("target/test-classes"));
        classPath.add(Path.of("../xvad-testkit/target/classes"));
        return classPath;
    }

    private static List<String> files() {
        return Arrays.stream(MODELS).map(model -> file(model[0]).toString()).toList();
    }

    private static Map<String, List<Double>> scored(SeparateProcess process, boolean withNd4j) {
        assertThat(process.output().contains("nd4j null")).as(process.output()).isEqualTo(!withNd4j);
        assertThat(process.output()).doesNotContain("could not be loaded");
        return process.numbers();
    }

    @Test
    void scoresAreTheSameWithoutNd4jAndWithoutOnnxRuntime() throws DependencyResolutionException {
        Map<String, List<Double>> frozen = scoredByAConsumer();
        Map<String, List<Double>> live =
                scored(SeparateProcess.of(entry -> !isOfOnnxRuntime(entry), Scores.class, files()), true);
        for (String[] model : MODELS) {
            String name = model[0];
            List<Double> found = Objects.requireNonNull(frozen.get(name), name);
            List<Double> wanted = Objects.requireNonNull(live.get(name), name);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(Math.abs(found.get(i) - wanted.get(i)))
                        .as("%s: %s without ND4J, %s without ONNX Runtime", name, found, wanted)
                        .isLessThan(TOLERANCE * (1 + Math.abs(wanted.get(i))));
            }
            assertThat(found.get(0)).as(name).isCloseTo(SCORES.get(name), within(1e-6 * (1 + Math.abs(found.get(0)))));
        }
    }

    @Test
    void aClassifierOfTheUsersNeedsNoNd4jEither() throws DependencyResolutionException {
        Path classifier = Path.of("src/test/resources/golden/classifier.onnx").toAbsolutePath();
        Path own = file("odin-own");
        try (FittedDetector fitted = Training.of(Registry.load(Detector.class).get("odin"))
                .withOptions(Map.of("classifier", classifier.toString(), "temperature", "1"))
                .withHeldOut(0)
                .fit(Samples.of(Scores.normals()))) {
            Models.save(fitted, own);
            List<Double> found = Objects.requireNonNull(
                    scored(SeparateProcess.on(consumer(), Scores.class, List.of(own.toString())), false)
                            .get("odin-own"));
            assertThat(found.get(0)).isCloseTo(fitted.detect(Scores.anomaly()).score(), within(1e-6));
        }
    }

    @Test
    void whatMustLearnSaysWhichMavenLinesToAdd() throws DependencyResolutionException {
        List<String> lines = SeparateProcess.on(consumer(), Fits.class, List.of())
                .output()
                .lines()
                .toList();
        assertThat(lines).contains("fitted patchcore", "fitted padim", "fitted pixel-gaussian");
        List<String> refused =
                lines.stream().filter(line -> line.startsWith("refused ")).toList();
        assertThat(refused)
                .hasSizeGreaterThan(10)
                .anyMatch(line -> line.contains("'stfpm'"))
                .allMatch(line -> line.contains("<artifactId>xvad-training</artifactId>")
                        && line.contains("<artifactId>nd4j-native-platform</artifactId>"));
    }

    @Test
    void gradientsAreThereWhereNd4jIs() {
        for (String name : List.of("autoencoder", "efficient-ad", "stfpm", "simplenet", "padim")) {
            try (FittedDetector fitted = Models.load(file(name))) {
                Detection detection = fitted.detect(Scores.anomaly());
                float[] gradient = fitted.capability(Differentiable.class)
                        .orElseThrow()
                        .inputGradient(Scores.anomaly())
                        .toArray();
                double largest = 0;
                for (float value : gradient) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(largest).as(name).isGreaterThan(0);
                assertThat(fitted.detect(Scores.anomaly()).score()).isEqualTo(detection.score());
            }
        }
    }

    @Test
    void oneGraphGivesTheScoreAndTheMapFromPixels() {
        for (String[] model : MODELS) {
            try (FittedDetector fitted = Models.load(file(model[0]))) {
                Optional<WholeGraph> graph = fitted.capability(WholeGraph.class);
                assertThat(graph.isEmpty()).as(model[0]).isEqualTo(IN_STEPS.contains(model[1]));
                if (model[0].equals("odin-defects")) {
                    assertThatThrownBy(graph.orElseThrow()::onnx).hasMessageContaining("task=rotations");
                } else {
                    graph.ifPresent(whole -> requireSame(fitted, whole, model[0]));
                }
            }
        }
    }

    private static void requireSame(FittedDetector fitted, WholeGraph graph, String name) {
        int size = graph.size();
        Image image = Resize.image(Scores.anomaly(), size, size);
        Detection wanted = fitted.detect(image);
        try (Network network =
                new OnnxRuntimeEngine().open(graph.onnx(), List.of(WholeGraph.SCORE, WholeGraph.MAP), 0)) {
            Map<String, Tensor> found = network.run(Tensor.of(image.toArray(), 1, 3, size, size));
            Tensor score = Objects.requireNonNull(found.get(WholeGraph.SCORE));
            Tensor map = Objects.requireNonNull(found.get(WholeGraph.MAP));
            assertThat(score.shape()).as(name).containsExactly(1);
            assertThat((double) score.buffer().get(0))
                    .as(name)
                    .isCloseTo(wanted.score(), within(TOLERANCE * (1 + Math.abs(wanted.score()))));
            assertThat(map.shape()).as(name).containsExactly(1, size, size);
            float allowed = (float) (TOLERANCE * (1 + Math.abs(wanted.map().max())));
            assertThat(map.toArray()).as(name).containsExactly(wanted.map().toArray(), within(allowed));
        }
    }
}
