package io.xvad.benchmarks;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.Sha256;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Small model files that were saved once and are kept, so that later versions open them and say the same: {@code ModelCorpus} prints
 * what they say now, in the form of {@code models/scores.csv}. {@code tools/model-corpus} says how they were made.
 */
public final class ModelCorpus {

    static final List<String> MODELS = List.of(
            "pixel-gaussian", "padim", "patchcore", "simplenet", "fastflow", "stfpm", "deep-svdd", "tiled", "ignoring");
    private static final String FOLDER = "models/";

    private ModelCorpus() {}

    /**
     * What a model says of the one image.
     *
     * @param model name of its file, without the ending
     * @param sha256 of the file
     * @param score of the image
     * @param decision of the image
     * @param mapMean mean of the first map; 0 without a map
     * @param mapMax highest value of the first map; 0 without a map
     */
    record Said(String model, String sha256, double score, String decision, double mapMean, double mapMax) {

        static Said parse(String line) {
            String[] cells = line.split(",", -1);
            return new Said(
                    cells[0],
                    cells[1],
                    Double.parseDouble(cells[2]),
                    cells[3],
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]));
        }

        String line() {
            return String.join(",", model, sha256, "" + score, decision, "" + mapMean, "" + mapMax);
        }
    }

    /** Prints what all say. */
    public static void main(String[] arguments) {
        MODELS.forEach(model -> System.out.println(now(model).line()));
    }

    /** Score, decision and map figures that this version of the library gives for the probe image. */
    static Said now(String model) {
        byte[] file = bytes(model + ".xvad");
        Image image = ImageReader.withDefaults().read("probe.png", bytes("probe.png"));
        try (FittedDetector fitted = Models.load(file)) {
            Detection detection = fitted.detect(image);
            float[] map = detection.maps().stream()
                    .findFirst()
                    .map(AnomalyMap::toArray)
                    .orElse(new float[1]);
            double[] values = new double[map.length];
            Arrays.setAll(values, i -> map[i]);
            return new Said(
                    model,
                    Sha256.of(file),
                    detection.score(),
                    detection.verdict().decision().name(),
                    Arrays.stream(values).average().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow());
        }
    }

    /** The same figures from the version that saved the models, a row each. */
    static List<Said> kept() {
        return new String(bytes("scores.csv"), StandardCharsets.UTF_8)
                .lines()
                .map(Said::parse)
                .toList();
    }

    private static byte[] bytes(String name) {
        try (InputStream in =
                Objects.requireNonNull(ModelCorpus.class.getResourceAsStream(FOLDER + name), FOLDER + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
