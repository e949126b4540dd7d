package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.map.MapFiles;
import io.xvad.explainers.quality.MeasuredExplainer;
import io.xvad.explainers.reason.ReasonCalibration;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path directory = Path.of("");

    private static Image stripes(int seed, boolean spot) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[48 * 64];
        for (int i = 0; i < values.length; i++) {
            boolean inSpot = spot && i % 64 > 40 && i % 64 < 52 && i / 64 > 10 && i / 64 < 22;
            values[i] = inSpot ? 1 : (float) (0.4 + 0.2 * Math.sin(i % 64 * 0.5) + 0.1 * random.nextDouble());
        }
        return Image.of("stripes", 1, 48, 64, values);
    }

    private Path dataset() {
        Path root = directory.resolve("tile");
        for (int i = 0; i < 6; i++) {
            ImageWriter.writePng(stripes(i, false), root.resolve("train/good/" + i + ".png"));
            ImageWriter.writePng(stripes(50 + i, false), root.resolve("test/good/" + i + ".png"));
            ImageWriter.writePng(stripes(90 + i, true), root.resolve("test/spot/" + i + ".png"));
            float[] mask = new float[48 * 64];
            for (int p = 0; p < mask.length; p++) {
                mask[p] = p % 64 > 40 && p % 64 < 52 && p / 64 > 10 && p / 64 < 22 ? 1 : 0;
            }
            ImageWriter.writePng(
                    Image.of("mask", 1, 48, 64, mask), root.resolve("ground_truth/spot/" + i + "_mask.png"));
        }
        return root;
    }

    @Test
    void fitsDetectsExplainsAndEvaluates() throws IOException {
        Path data = dataset();
        Path model = directory.resolve("m.xvad");
        assertThat(run("fit", "--detector", "patchcore", "--data", data, "--model", model, "-o", "coreset-size=200")
                        .code())
                .isZero();
        assertThat(Files.size(model)).isPositive();
        try (FittedDetector fitted = Models.load(model)) {
            assertThat(fitted.capability(ReasonCalibration.class)).isPresent();
        }

        Outcome evaluated = run("evaluate", "--model", model, "--data", data, "--json");
        assertThat(evaluated.code()).isZero();
        assertThat(evaluated.json().at("/image/auroc").asDouble()).isEqualTo(1);
        assertThat(evaluated.json().at("/pixel/auroc").asDouble()).isGreaterThan(0.95);
        assertThat(evaluated.json().at("/byDefect/spot/auroc").asDouble()).isEqualTo(1);
        assertThat(evaluated.json().at("/pointing_game").asDouble()).isEqualTo(1);
        assertThat(evaluated.json().at("/detectionRate").asDouble()).isEqualTo(1);
        assertThat(evaluated.json().at("/image/intervals/detectionRate/0").asDouble())
                .isBetween(0.5, 0.7);
        assertThat(evaluated.json().at("/promisedFalseAlarmRate").asDouble()).isEqualTo(0.5);
        assertThat(run("evaluate", "--model", model, "--data", data).out())
                .contains("image  detection rate 1.000 [0.610, 1.000], false-alarm rate ")
                .contains("promised false-alarm rate: 0.5");
        Outcome residual = run("evaluate", "--model", model, "--data", data, "--explainer", "residual", "--json");
        assertThat(residual.json().at("/explainer").asText()).isEqualTo("residual");
        assertThat(residual.json().at("/image/auroc").asDouble()).isEqualTo(1);
        assertThat(residual.json().at("/pixel/auroc"))
                .isNotEqualTo(evaluated.json().at("/pixel/auroc"));
        assertThat(run("evaluate", "--model", model, "--data", data, "--explainer", "attention")
                        .err())
                .contains("Attends");

        Path broken = Files.writeString(directory.resolve("broken.png"), "no image");
        Path out = directory.resolve("out");
        Outcome detected = run("detect", "--model", model, data.resolve("test/spot"), broken, "--out", out, "--json");
        assertThat(detected.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(detected.json()).hasSize(7);
        assertThat(detected.json().get(0).get("decision").asText()).isEqualTo("anomalous");
        assertThat(detected.json().get(6).get("error").asText()).contains("broken.png");
        AnomalyMap map = MapFiles.read(out.resolve("maps/0.npy"));
        assertThat(map.max())
                .isCloseTo((float) detected.json().get(0).get("score").asDouble(), within(1e-6f));
        assertThat(out.resolve("overlays/0.png")).exists();

        assertThat(detected.json().get(0).get("sampleId").asText()).endsWith("0.png");
        assertThat(detected.json().get(0).at("/regions/0/box/width").asInt()).isPositive();
        assertThat(detected.json().get(0).at("/mapFiles/npy").asText()).endsWith("0.npy");

        Outcome some =
                run("explain", "--model", model, broken, data.resolve("test/spot/0.png"), "--out", out, "--json");
        assertThat(some.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(some.err()).contains("broken.png");
        assertThat(some.json().get(0).get("error").asText()).contains("broken.png");
        assertThat(some.json().get(1).get("statement").asText()).contains("Anomalous: score");
        Outcome explained = run("explain", "--model", model, data.resolve("test/spot/0.png"), "--out", out);
        assertThat(explained.code()).isZero();
        assertThat(explained.out()).contains("Anomalous: score").contains("lighter");
        assertThat(out.resolve("explanations.html")).content().contains("data:image/png;base64,");
    }

    @Test
    void aModelIsCalibratedAgainWithoutLearning() throws IOException {
        Path data = dataset();
        Path model = directory.resolve("m.xvad");
        Outcome fitted =
                run("fit", "--detector", "padim", "--data", data, "--model", model, "--without-measures", "--json");
        Path lax = directory.resolve("lax.xvad");
        Outcome kept = run("calibrate", "--model", model, "--out", lax, "--false-alarm-rate", 0.5, "--json");
        assertThat(kept.code()).as(kept.err()).isZero();
        assertThat(kept.json().get("falseAlarmRate").asDouble()).isEqualTo(0.5);
        assertThat(kept.json().get("fingerprint")).isEqualTo(fitted.json().get("fingerprint"));
        Path other = directory.resolve("other.xvad");
        Outcome again = run(
                "calibrate",
                "--model",
                lax,
                "--out",
                other,
                "--data",
                data.resolve("test/good"),
                "--without-measures",
                "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.json().get("calibratedOn").asInt()).isEqualTo(6);
        try (FittedDetector unmeasured = Models.load(other)) {
            assertThat(unmeasured.capability(ReasonCalibration.class)).isEmpty();
        }
        Path image = data.resolve("test/spot/0.png");
        Path out = directory.resolve("out");
        JsonNode before = run("detect", "--model", model, image, "--out", out, "--json")
                .json()
                .get(0);
        JsonNode after = run("detect", "--model", other, image, "--out", out, "--json")
                .json()
                .get(0);
        assertThat(after.get("score")).isEqualTo(before.get("score"));
        assertThat(after.get("threshold")).isNotEqualTo(before.get("threshold"));

        Path undecided = directory.resolve("undecided.xvad");
        run("fit", "--detector", "padim", "--data", data, "--model", undecided, "--held-out", 0);
        Outcome refused = run("calibrate", "--model", undecided, "--out", other);
        assertThat(refused.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(refused.err()).contains("keeps no scores");
    }

    @Test
    void fitSaysWhatIsMissingAndWhatItCannotUse() {
        Path model = directory.resolve("m.xvad");
        Outcome nothing = run("fit", "--detector", "padim", "--model", model);
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("Missing required option: '--data=DIR'");
        Path data = dataset();
        Outcome labelled = run("fit", "--detector", "padim", "--data", data, "--labelled", data, "--model", model);
        assertThat(labelled.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(labelled.err()).contains("'padim' does not learn from labelled images");
        Outcome auxiliary = run("fit", "--detector", "padim", "--data", data, "--auxiliary", data, "--model", model);
        assertThat(auxiliary.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(auxiliary.err()).contains("'padim' does not learn from labelled images of other things");
        Outcome same = run("fit", "--detector", "inctrl", "--data", data, "--auxiliary", data, "--model", model);
        assertThat(same.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(same.err()).contains("--auxiliary " + data + " is where the normal images come from");
    }

    @Test
    void fitWarnsOfImagesToTestOnThatAreLearnedFrom() throws IOException {
        Path data = dataset();
        Path unreadable = Files.createDirectories(directory.resolve("unreadable"));
        Files.writeString(unreadable.resolve("0.png"), "no image, so that learning ends soon");
        Path model = directory.resolve("m.xvad");
        String warning = data + ": its anomalous images to test on are learned from; do not evaluate on them";
        assertThat(run("fit", "--detector", "fcdd", "--data", unreadable, "--labelled", data, "--model", model)
                        .err())
                .contains("--labelled " + warning);
        Path elsewhere = directory.resolve("elsewhere/dent");
        ImageWriter.writePng(stripes(1, true), elsewhere.resolve("0.png"));
        assertThat(run(
                                "fit",
                                "--detector",
                                "fcdd",
                                "--data",
                                unreadable,
                                "--labelled",
                                elsewhere.resolveSibling(""),
                                "--model",
                                model)
                        .err())
                .doesNotContain("do not evaluate");
    }

    @Test
    void scoresOfImagesAreWrittenAsScoreMapsReadsThem() {
        Path data = dataset();
        Path model = directory.resolve("m.xvad");
        run("fit", "--detector", "padim", "--data", data, "--model", model, "--without-measures");
        Path scores = directory.resolve("scores.csv");
        run("evaluate", "--model", model, "--data", data, "--scores", scores, "--bootstrap", 0);
        assertThat(scores).content().startsWith("name,score").contains("spot/5.png,".replace('/', File.separatorChar));
    }

    @Test
    void measuresMapsOfAnyTool() throws IOException {
        Path maps = directory.resolve("maps");
        Path masks = directory.resolve("masks");
        AnomalyMap bad = AnomalyMap.of(2, 2, new float[] {9, 1, 0, 0});
        MapFiles.writeNpy(bad, maps.resolve("bad/0.npy"));
        MapFiles.writeTiff(AnomalyMap.of(2, 2, new float[] {3, 1, 0, -2}), maps.resolve("good/0.tiff"));
        ImageWriter.writePng(Image.of("m", 1, 2, 2, new float[] {1, 0, 0, 0}), masks.resolve("bad/0_mask.png"));

        Outcome measured = run("score-maps", "--maps", maps, "--masks", masks, "--json");
        assertThat(measured.code()).isZero();
        for (String key : new String[] {
            "image/auroc", "image/ap", "image/f1_max", "pixel/auroc", "pixel/ap", "pixel/f1_max", "pixel/aupro"
        }) {
            assertThat(measured.json().at("/" + key).asDouble()).as(key).isEqualTo(1);
        }

        Path scores = Files.writeString(directory.resolve("scores.csv"), "name,score\nbad/0.npy,1\ngood/0,2\n");
        Outcome given = run("score-maps", "--maps", maps, "--masks", masks, "--scores", scores, "--json");
        assertThat(given.json().at("/image/auroc").asDouble()).isZero();

        ImageWriter.writePng(Image.of("m", 1, 1, 1, new float[] {1}), masks.resolve("good/0.png"));
        assertThat(run("score-maps", "--maps", maps, "--masks", masks).err())
                .contains("1 x 1")
                .contains("2 x 2");
    }

    @Test
    void comparesExplainersOnTheDemosTiles() throws IOException {
        Path tiles = directory.resolve("tiles");
        assertThat(run("demo", "--tiles", "--out", tiles).code()).isZero();
        Path out = directory.resolve("comparison");
        Outcome compared = run(
                "compare",
                "--random-model",
                "--detectors",
                "padim",
                "--explainers",
                "residual,occlusion,nearest-normal,feature-deviation",
                "--data",
                tiles.resolve("brick"),
                "--limit",
                "3",
                "-o",
                "occlusion.max-detections=30",
                "--out",
                out,
                "--json");
        assertThat(compared.code()).as(compared.err()).isZero();
        JsonNode rows = compared.json().at("/detectors/padim");
        assertThat(rows.findValuesAsText("explainer"))
                .containsExactly(
                        "(random map)",
                        "(heatmap)",
                        "(true mask)",
                        "residual",
                        "occlusion",
                        "nearest-normal",
                        "feature-deviation");
        assertThat(rows.get(2).at("/saliency-auroc/mean").asDouble()).isEqualTo(1);
        assertThat(rows.get(2).at("/random-model/mean").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(rows.get(1).at("/random-model/mean").asDouble()).isLessThan(0.9);
        assertThat(rows.get(3).at("/seconds/mean").asDouble()).isPositive();
        assertThat(rows.get(5).get("note").asText()).isEqualTo("detector lacks RemembersNormals");
        assertThat(rows.get(6).get("note").asText()).isEqualTo("shows no map");
        assertThat(out.resolve("comparison.html")).content().contains("(random map)", "data:image/png;base64,");

        assertThat(run(
                                "compare",
                                "--detectors",
                                "padim",
                                "--data",
                                tiles.resolve("brick"),
                                "-o",
                                "steps=3",
                                "--out",
                                out)
                        .err())
                .contains("steps");
    }

    @Test
    void whatLibrariesPrintIsNotAmongTheResults() throws IOException {
        Outcome fitted = run(
                "fit",
                "--detector",
                "autoencoder",
                "--data",
                dataset(),
                "-o",
                "input-size=32",
                "-o",
                "epochs=1",
                "--model",
                directory.resolve("ae.xvad"),
                "--json");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.out()).startsWith("{");
        assertThat(fitted.json().get("detector").asText()).isEqualTo("autoencoder");
    }

    @Test
    void warnsOfExplainersThatWereMeasuredToBeOfLittleUse() throws IOException {
        Map<String, String> warnings = new TreeMap<>();
        MeasuredExplainer.packaged()
                .forEach((name, measured) -> measured.warning().ifPresent(warning -> warnings.put(name, warning)));
        Map<String, String> listed = new TreeMap<>();
        run("list", "explainers", "--json")
                .json()
                .forEach(item -> listed.put(
                        item.get("name").asText(), item.path("warning").asText()));
        listed.values().removeIf(String::isEmpty);
        assertThat(listed).isEqualTo(warnings);
        String text = run("list", "explainers").out();
        assertThat(warnings.values()).allSatisfy(warning -> assertThat(text).contains(warning));
    }

    @Test
    void listsWhatThereIs() throws IOException {
        assertThat(run("list", "detectors", "--json").json().findValuesAsText("name"))
                .contains("patchcore", "padim");
        assertThat(run("list", "detectors", "--json").json().get(0).get("supervision"))
                .isNotEmpty();
        assertThat(run("list", "explainers", "--json").json().findValuesAsText("name"))
                .contains("nearest-normal", "occlusion", "verbal");
        assertThat(run("list", "metrics", "--json").json().findValuesAsText("name"))
                .contains("aupro", "auroc");
        assertThat(run("list", "datasets").out()).contains("mvtec").contains("folder");
    }

    @Test
    void errorsAreOneLineAndHaveACode() throws IOException {
        Outcome unknown = run("fit", "--detector", "patchcor", "--data", dataset(), "--model", "x");
        assertThat(unknown.code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(unknown.err()).contains("Did you mean 'patchcore'?").doesNotContain("\tat ");
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThat(run("fit", "--detector", "padim", "--data", empty, "--model", "x")
                        .err())
                .contains("no images found");
        Path foreign = Files.writeString(directory.resolve("foreign.xvad"), "hello");
        assertThat(run("detect", "--model", foreign, empty, "--out", directory).code())
                .isEqualTo(Main.FAILED);
        assertThat(run("detekt").code()).isEqualTo(2);
        assertThat(run("--help").out()).contains("fit").contains("score-maps");
    }

    @Test
    void oneTrainingImageAndAnImageOfOnePixelAreEnough() throws IOException {
        Path normal = directory.resolve("one");
        ImageWriter.writePng(stripes(1, false), normal.resolve("only.png"));
        Path pixel = directory.resolve("pixel.png");
        ImageWriter.writePng(Image.of("pixel", 1, 1, 1, new float[] {1}), pixel);
        for (String detector : new String[] {"patchcore", "padim"}) {
            Path model = directory.resolve(detector + ".xvad");
            Outcome fitted = run("fit", "--detector", detector, "--data", normal, "--model", model);
            assertThat(fitted.code()).as(fitted.err()).isZero();
            assertThat(fitted.out()).contains("not calibrated");
            Path out = directory.resolve("out-" + detector);
            Outcome detected = run("detect", "--model", model, pixel, "--out", out, "--json");
            assertThat(detected.code()).as(detected.err()).isZero();
            assertThat(detected.json().get(0).get("decision").asText()).isEqualTo("undecided");
            assertThat(detected.json().get(0).get("score").asDouble())
                    .isPositive()
                    .isFinite();
            AnomalyMap map = MapFiles.read(out.resolve("maps/pixel.npy"));
            assertThat(map.height() * map.width()).isEqualTo(1);
            assertThat(run("explain", "--model", model, pixel, "--out", out).out())
                    .contains("Not decided");
        }
    }

    @Test
    void brokenDataNamesTheFileAndWhatIsWrong() throws IOException {
        Path data = dataset();
        Path model = directory.resolve("m.xvad");
        run("fit", "--detector", "padim", "--data", data, "--model", model, "--without-measures");

        ImageWriter.writePng(
                Image.of("mask", 1, 2, 2, new float[] {1, 0, 0, 0}), data.resolve("ground_truth/spot/3_mask.png"));
        Outcome wrongSize = run("evaluate", "--model", model, "--data", data);
        assertThat(wrongSize.code()).isEqualTo(Main.SOME_FAILED);
        assertThat(wrongSize.err()).contains("3_mask.png is 2 x 2").contains("48 x 64");

        Files.delete(data.resolve("ground_truth/spot/3_mask.png"));
        assertThat(run("evaluate", "--model", model, "--data", data).err()).contains("3_mask.png is missing");

        byte[] whole = Files.readAllBytes(model);
        Path cut = Files.write(directory.resolve("cut.xvad"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Outcome corrupt = run("detect", "--model", cut, data.resolve("test/good"), "--out", directory.resolve("o"));
        assertThat(corrupt.code()).isEqualTo(Main.FAILED);
        assertThat(corrupt.err()).contains("cut.xvad").doesNotContain("\tat ");
    }

    @Test
    void aBrokenImageAmongTheNormalsStopsTheFit() throws IOException {
        Path data = dataset();
        byte[] png = Files.readAllBytes(data.resolve("train/good/2.png"));
        Files.write(data.resolve("train/good/2.png"), java.util.Arrays.copyOf(png, png.length / 2));
        Outcome fitted = run("fit", "--detector", "padim", "--data", data, "--model", directory.resolve("m.xvad"));
        assertThat(fitted.code()).isEqualTo(Main.FAILED);
        assertThat(fitted.err()).contains("2.png").doesNotContain("\tat ");
        assertThat(directory.resolve("m.xvad")).doesNotExist();
    }

    @Test
    void measuresSaturatedOverlapOfLocoDefects() throws IOException {
        Path maps = directory.resolve("loco-maps");
        Path masks = directory.resolve("loco-masks");
        MapFiles.writeNpy(AnomalyMap.of(1, 4, new float[] {9, 0, 0, 1}), maps.resolve("logical_anomalies/000.npy"));
        MapFiles.writeNpy(AnomalyMap.of(1, 4, new float[] {9, 0, 0, 0}), maps.resolve("structural_anomalies/000.npy"));
        MapFiles.writeNpy(AnomalyMap.of(1, 4, new float[] {0, 0, 0, 0}), maps.resolve("good/000.npy"));
        float both = 200 / 255f;
        ImageWriter.writePng(
                Image.of("m", 1, 1, 4, new float[] {both, both, 0, 0}), masks.resolve("logical_anomalies/000/000.png"));
        ImageWriter.writePng(
                Image.of("m", 1, 1, 4, new float[] {1, 1, 0, 0}), masks.resolve("structural_anomalies/000/000.png"));
        Path config = Files.writeString(
                directory.resolve("defects_config.json"),
                """
                [{"defect_name": "missing", "pixel_value": 200, "saturation_threshold": 1, "relative_saturation": false},
                 {"defect_name": "scratch", "pixel_value": 255, "saturation_threshold": 1.0, "relative_saturation": true}]
                """);
        Outcome measured = run("score-maps", "--maps", maps, "--masks", masks, "--defects-config", config, "--json");
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(measured.json().at("/auspro/logical_anomalies").asDouble()).isEqualTo(1);
        assertThat(measured.json().at("/auspro/structural_anomalies").asDouble())
                .isCloseTo(0.5, within(0.03));
        assertThat(measured.json().at("/auspro/mean").asDouble()).isCloseTo(0.75, within(0.02));
        Files.writeString(config, "[{}]");
        assertThat(run("score-maps", "--maps", maps, "--masks", masks, "--defects-config", config)
                        .err())
                .contains("defects_config.json");
    }
}
