package io.xvad.benchmarks.fuzz;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.Sha256;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.Options;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageReader;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.onnx.OnnxRuntimeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Model files, with digests that fit the damage and with such that do not, and networks. */
final class ModelTargets {

    private static final String MODELS = "/io/xvad/benchmarks/models/";
    private static final Image PROBE = ImageReader.withDefaults().read("probe", Seeds.resource(MODELS + "probe.png"));
    private static final int NETWORK_COST = 10;
    private static final String BACKBONE =
            """
            {"name": "small", "inputName": "x", "inputSize": 8, "mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25],
             "layers": [{"name": "y", "stride": 1, "channels": 2}]}
            """;

    private ModelTargets() {}

    static List<Target> all() {
        return Stream.concat(
                        Stream.of(
                                        "pixel-gaussian",
                                        "padim",
                                        "patchcore",
                                        "simplenet",
                                        "fastflow",
                                        "stfpm",
                                        "deep-svdd",
                                        "tiled",
                                        "ignoring")
                                .flatMap(ModelTargets::model),
                        Stream.of(
                                Target.binary("onnx", "n.onnx", Seeds.resources("conv.onnx"), ModelTargets::onnx)
                                        .costing(NETWORK_COST),
                                Target.text(
                                                "backbone",
                                                "b.json",
                                                Seeds.texts(BACKBONE),
                                                file -> BackboneSpec.fromFile(file.resolveSibling("b.onnx")))
                                        .beside(folder ->
                                                Files.write(folder.resolve("b.onnx"), Seeds.resource("conv.onnx"))),
                                Target.text(
                                                "trained-elsewhere",
                                                "model.json",
                                                Seeds.texts(elsewhere()),
                                                file -> elsewhere(
                                                        file.resolveSibling("").toString()))
                                        .beside(folder ->
                                                Files.write(folder.resolve("n.onnx"), Seeds.resource("conv.onnx")))
                                        .costing(2)))
                .toList();
    }

    private static String elsewhere() {
        return "{\"detector\": \"anoddpm\", \"name\": \"mine\", \"network\": \"n.onnx\", \"sha256\": \""
                + Sha256.of(Seeds.resource("conv.onnx")) + "\", \"options\": {}}";
    }

    private static TrainedElsewhere elsewhere(String folder) {
        Detector detector = Registry.load(Detector.class).get("anoddpm");
        Options options = Options.parse(detector.options(), Map.of("networks", folder));
        return TrainedElsewhere.of(options, detector.name(), "y").orElseThrow();
    }

    private static Stream<Target> model(String name) {
        byte[] seed = Seeds.resource(MODELS + name + ".xvad");
        int cost = name.equals("pixel-gaussian") ? 2 : NETWORK_COST;
        Detection usual = score(seed);
        return Stream.of(
                Target.binary("model-" + name, "m.xvad", List.of(seed), file -> scored(file))
                        .with(Envelope.model())
                        .costing(cost),
                Target.binary("model-bytes-" + name, "m.xvad", List.of(seed), file -> {
                            if (!sameScore(scored(file), usual)) {
                                throw new IllegalStateException("a damaged model scores otherwise");
                            }
                        })
                        .costing(cost));
    }

    private static Detection scored(Path file) {
        try (FittedDetector model = Models.load(file)) {
            return model.detect(PROBE);
        }
    }

    private static Detection score(byte[] bytes) {
        try (FittedDetector model = Models.load(bytes)) {
            return model.detect(PROBE);
        }
    }

    private static boolean sameScore(Detection one, Detection other) {
        return one.score() == other.score() && one.maps().equals(other.maps());
    }

    private static void onnx(Path file) throws IOException {
        new OnnxRuntimeEngine().open(Files.readAllBytes(file), List.of("y"), 1).close();
    }
}
