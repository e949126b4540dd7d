package io.xvad.cli;

import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Learns a small model of each detector: {@code FirstEdition OUTDIR}. Needs FixedSamples of the tests of xvad-cli, and the jars of the first edition. */
public final class FirstEdition {

    private FirstEdition() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Registry<Detector> registry = Registry.load(Detector.class);
        for (Map.Entry<String, Map<String, String>> one : plan().entrySet()) {
            Detector detector = registry.get(one.getKey());
            List<Sample> normals = detector.sampleKinds().contains(SampleKind.IMAGE)
                    ? IntStream.range(0, 8).<Sample>mapToObj(i -> FixedSamples.image("train-" + i, i, 0)).toList()
                    : IntStream.range(0, 6).<Sample>mapToObj(i -> FixedSamples.clip("train-" + i, 100 + i, 0)).toList();
            try (FittedDetector fitted = Training.of(detector).withOptions(one.getValue()).withSeed(7).fit(Samples.of(normals))) {
                Models.save(fitted, directory.resolve(one.getKey() + ".xvad"));
            }
        }
    }

    /** Model name, to options. */
    private static Map<String, Map<String, String>> plan() {
        Map<String, Map<String, String>> plan = new LinkedHashMap<>();

        Map<String, String> patchcore = Map.of("input-size", "48", "coreset-size", "20", "candidates", "150", "projection", "16");
        plan.put("patchcore", patchcore);

        Map<String, String> padim = Map.of("input-size", "48", "channels", "10");
        plan.put("padim", padim);
        plan.put("pixel-gaussian", Map.of("input-size", "24"));

        Map<String, String> simplenet =
                Map.of("input-size", "48", "epochs", "4", "hidden", "8", "learning-rate", "0.005", "layers", "stride8");
        plan.put("simplenet", simplenet);

        Map<String, String> fcdd = Map.of("input-size", "48", "epochs", "5", "hidden", "8", "learning-rate", "0.005");
        plan.put("fcdd", fcdd);

        Map<String, String> student = Map.of("input-size", "48", "epochs", "4", "learning-rate", "0.005");
        plan.put("stfpm", with(student, "width", "4", "layers", "stride8"));
        plan.put("reverse-distillation", with(student, "width", "4"));
        Map<String, String> efficientAd = Map.of(
                "input-size", "64", "epochs", "3", "teacher-epochs", "2", "batch-size", "2", "width", "2",
                "learning-rate", "0.003");
        plan.put("efficient-ad", efficientAd);
        Map<String, String> sla2p =
                Map.of("input-size", "48", "epochs", "5", "projections", "4", "projection-size", "8", "hidden", "8",
                        "learning-rate", "0.01");
        plan.put("sla2p", sla2p);

        Map<String, String> image = Map.of("input-size", "32", "epochs", "3", "learning-rate", "0.003", "batch-size", "4");
        Map<String, String> coded = with(image, "latent", "4");
        plan.put("autoencoder", coded);
        Map<String, String> vae = with(coded, "beta", "0.001");
        plan.put("vae", vae);
        plan.put("gradcon", with(coded, "epochs", "2"));
        plan.put("vae-attention", vae);
        Map<String, String> cavga = with(image, "latent-channels", "4");
        plan.put("cavga", cavga);
        Map<String, String> svdd = with(coded, "learning-rate", "0.0005");
        plan.put("deep-svdd", svdd);
        plan.put("draem", with(image, "width", "2"));

        for (String classifier : List.of("odin", "generalized-odin", "mahalanobis")) {
            plan.put(classifier, image);
        }

        Map<String, String> attributes = Map.of("input-size", "32", "smallest", "0.005", "bank-size", "20", "local", "10");
        plan.put("attributes", attributes);
        plan.put("exemplars", Map.of("exemplar-distance", "0.8", "region", "0.3"));

        Map<String, String> frames =
                Map.of("input-size", "32", "width", "2", "epochs", "2", "learning-rate", "0.005", "batch-size", "16");
        plan.put("frame-prediction", frames);
        plan.put("frame-reconstruction", frames);
        plan.put("mnad", with(frames, "items", "4"));
        plan.put("lsa", with(frames, "frames", "4", "code", "8", "bins", "10", "features", "4"));
        plan.put("vq-memory", with(frames, "codes", "16", "decay", "0.8"));
        plan.put("dlan-ac", with(frames, "clusters", "6"));
        return plan;
    }

    private static Map<String, String> with(Map<String, String> options, String... more) {
        Map<String, String> all = new TreeMap<>(options);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
