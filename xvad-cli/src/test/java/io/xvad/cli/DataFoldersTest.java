package io.xvad.cli;

import static io.xvad.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands take from folders as people have them, and what they say of it. */
class DataFoldersTest {

    private static final int SIDE = 16;

    @TempDir
    private Path directory = Path.of("");

    private void image(String file, boolean spot) {
        SplittableRandom random = new SplittableRandom(file.hashCode());
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = spot && isSpot(i) ? 1 : (float) (0.4 + 0.1 * random.nextDouble());
        }
        ImageWriter.writePng(Image.of(file, 1, SIDE, SIDE, values), directory.resolve(file));
    }

    private static boolean isSpot(int pixel) {
        return pixel % SIDE > 8 && pixel % SIDE < 13 && pixel / SIDE > 3 && pixel / SIDE < 8;
    }

    private void normal(String... files) {
        List.of(files).forEach(file -> image(file, false));
    }

    private void anomalous(String... files) {
        List.of(files).forEach(file -> image(file, true));
    }

    private void mask(String file) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = isSpot(i) ? 1 : 0;
        }
        ImageWriter.writePng(Image.of(file, 1, SIDE, SIDE, values), directory.resolve(file));
    }

    private Path model() {
        return directory.resolve("m.xvad");
    }

    private Outcome fit(Object... data) {
        List<Object> args = new ArrayList<>(List.of("fit", "--detector", "pixel-gaussian", "-o", "input-size=16"));
        args.addAll(List.of("--held-out", 0, "--model", model(), "--json"));
        args.addAll(List.of(data));
        return run(args.toArray());
    }

    private int learned(Object... data) throws IOException {
        Outcome fitted = fit(data);
        assertThat(fitted.code()).as(fitted.err()).isZero();
        return fitted.json().get("learnedFrom").asInt();
    }

    @Test
    void okNgCapitalsAndMasksAreTakenForWhatTheyAre() throws IOException {
        normal("a/train/OK/0.png", "a/train/OK/1.png", "a/test/OK/0.png");
        anomalous("a/test/NG/0.png");
        assertThat(learned("--data", directory.resolve("a"))).isEqualTo(2);
        normal("b/Train/Good/0.png", "b/Train/Good/1.png", "b/Test/Good/0.png");
        anomalous("b/Test/Dent/0.png");
        mask("b/Ground_Truth/Dent/0.png");
        assertThat(learned("--data", directory.resolve("b"))).isEqualTo(2);
        normal("c/good/0.png", "c/good/1.png");
        anomalous("c/bad/0.png");
        mask("c/mask/0.png");
        Outcome fitted = fit("--data", directory.resolve("c"));
        assertThat(fitted.json().get("learnedFrom").asInt()).isEqualTo(2);
        assertThat(fitted.err())
                .contains(
                        "xvad: found layout folder: 2 images under good/ to learn from; 1 anomalous image under bad/ to test on;"
                                + " 1 mask under mask/");
    }

    @Test
    void aTreeOfUnknownMeaningIsNotLearned() {
        normal("d/bottle/train/good/0.png", "d/screw/train/good/0.png");
        anomalous("d/bottle/test/dent/0.png");
        Outcome several = fit("--data", directory.resolve("d"));
        assertThat(several.code()).isEqualTo(Main.FAILED);
        assertThat(several.err()).contains("several categories side by side (bottle, screw)");
        anomalous("e/scratched/0.png");
        normal("e/0.png");
        Outcome scratched = fit("--data", directory.resolve("e"));
        assertThat(scratched.code()).isEqualTo(Main.FAILED);
        assertThat(scratched.err()).contains("scratched (anomalies, by its name)", "visa: Data/Images/Normal");
        assertThat(model()).doesNotExist();
    }

    @Test
    void aCategoryIsAFolderOrAClass() throws IOException {
        normal("mv/bottle/train/good/0.png", "mv/screw/train/good/0.png", "mv/screw/train/good/1.png");
        assertThat(learned("--data", directory.resolve("mv"), "--category", "screw"))
                .isEqualTo(2);
        Path classes = directory.resolve("classes");
        for (int i = 1; i <= 10; i++) {
            normal("classes/101_ObjectCategories/ant/image_" + i + ".jpg.png");
            anomalous("classes/101_ObjectCategories/bass/image_" + i + ".jpg.png");
        }
        Outcome fitted = fit("--data", classes, "--category", "ant");
        assertThat(fitted.code()).as(fitted.err()).isZero();
        assertThat(fitted.json().get("learnedFrom").asInt()).isEqualTo(8);
        Outcome evaluated =
                run("evaluate", "--model", model(), "--data", classes, "--category", "ant", "--bootstrap", 0, "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.json().at("/image/auroc").asDouble()).isEqualTo(1);
        Path out = directory.resolve("bench");
        Outcome benchmark = run(
                "benchmark",
                "--detectors",
                "pixel-gaussian",
                "--data",
                classes,
                "--category",
                "ant",
                "--category",
                "bass",
                "-o",
                "pixel-gaussian.input-size=16",
                "--bootstrap",
                10,
                "--without-yardsticks",
                "--out",
                out);
        assertThat(benchmark.code()).as(benchmark.err()).isZero();
        assertThat(Files.readString(out.resolve("benchmark.csv"))).contains("classes/ant", "classes/bass");
    }

    @Test
    void aCategoryThatIsMissingOrNotNamedIsToldOf() {
        normal("a/101_ObjectCategories/ant/1.png", "b/good/1.png");
        Outcome unnamed = fit("--data", directory.resolve("a"));
        assertThat(unnamed.code()).isEqualTo(Main.FAILED);
        assertThat(unnamed.err()).contains("name it by --category", "ant");
        Outcome unknown = fit("--data", directory.resolve("a"), "--category", "ants");
        assertThat(unknown.err()).contains("Did you mean 'ant'?");
        Outcome none = fit("--data", directory.resolve("b"), "--category", "x");
        assertThat(none.err()).contains("has no categories");
    }

    @Test
    void hiddenAndLinkedFolders() throws IOException {
        normal("real/0.png", "real/1.png");
        anomalous("real/.ipynb_checkpoints/0-checkpoint.png");
        Files.createDirectories(directory.resolve("data"));
        Files.createSymbolicLink(directory.resolve("data/normal"), Path.of("../real"));
        Files.createSymbolicLink(directory.resolve("real/2.png"), Path.of("nowhere.png"));
        Outcome fitted = fit("--data", directory.resolve("data"));
        assertThat(fitted.json().get("learnedFrom").asInt()).isEqualTo(2);
        assertThat(fitted.err()).contains(".ipynb_checkpoints", "1 broken link (", "2.png");
        Path out = directory.resolve("o");
        Outcome detected = run("detect", "--model", model(), directory.resolve("data/normal"), "--out", out, "--json");
        assertThat(detected.code()).as(detected.err()).isZero();
        assertThat(detected.json()).hasSize(2);
        assertThat(detected.err()).contains("1 broken link (");
    }

    @Test
    void anMvtecLayoutWithoutMasksIsFittedAndItsImagesAreMeasured() throws IOException {
        normal("data/train/good/0.png", "data/train/good/1.png", "data/test/good/0.png", "data/test/good/1.png");
        anomalous("data/test/dent/0.png");
        Path data = directory.resolve("data");
        assertThat(learned("--data", data)).isEqualTo(2);
        Outcome evaluated = run("evaluate", "--model", model(), "--data", data, "--bootstrap", 0, "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.json().at("/image/auroc").asDouble()).isEqualTo(1);
        assertThat(evaluated.err()).contains("1 anomalous image under test/dent/ to test on");
    }

    @Test
    void directoriesWithoutAnyLayout() throws IOException {
        normal("x/0.png", "x/1.png", "w/0.png", "y/0.png", "y/1.png");
        anomalous("z/0.png", "z/hole/1.png");
        mask("m/0_gt.png");
        mask("m/hole/1.png");
        Path x = directory.resolve("x");
        assertThat(learned("--normal", x, "--normal", directory.resolve("w"))).isEqualTo(3);
        Path z = directory.resolve("z");
        Outcome evaluated = run(
                "evaluate",
                "--model",
                model(),
                "--normal",
                directory.resolve("y"),
                "--anomalous",
                z,
                "--masks",
                directory.resolve("m"),
                "--bootstrap",
                0,
                "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.json().at("/image/auroc").asDouble()).isEqualTo(1);
        assertThat(evaluated.json().at("/pixel/auroc").asDouble()).isGreaterThan(0.9);
        assertThat(evaluated.err()).contains("2 normal images under", "2 anomalous images under", "2 masks under");
        Outcome again = run(
                "calibrate",
                "--model",
                model(),
                "--normal",
                directory.resolve("y"),
                "--out",
                directory.resolve("n.xvad"));
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void directoriesAndALayoutAreOneOrTheOther() throws IOException {
        normal("x/0.png");
        Path x = directory.resolve("x");
        Outcome both = fit("--normal", x, "--data", x);
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("in place of --data");
        Outcome toTest = fit("--normal", x, "--anomalous", x);
        assertThat(toTest.code()).isEqualTo(2);
        assertThat(toTest.err()).contains("give them to evaluate or compare");
        assertThat(learned("--normal", x)).isEqualTo(1);
        Outcome masks = run("evaluate", "--model", model(), "--masks", x);
        assertThat(masks.code()).isEqualTo(2);
        assertThat(masks.err()).contains("--masks are those of --anomalous images");
        assertThat(fit().err()).contains("Missing required option: '--data=DIR'");
    }

    @Test
    void whatIsWrittenIntoTheFolderOfTheImagesIsNoInputOfTheNextRun() throws IOException {
        normal("in/0.png", "in/1.png");
        Path in = directory.resolve("in");
        assertThat(learned("--data", in)).isEqualTo(2);
        for (Path out : List.of(in.resolve("out"), in.resolve("out"), in, in)) {
            Outcome detected = run("detect", "--model", model(), in, "--out", out, "--json");
            assertThat(detected.code()).as(detected.err()).isZero();
            assertThat(detected.json()).hasSize(2);
        }
        assertThat(run("explain", "--model", model(), in, "--out", in.resolve("out"), "--json")
                        .json())
                .hasSize(2);
        assertThat(learned("--data", in)).isEqualTo(2);
    }

    @Test
    void filesPassedOverAreNamedAndTheRestScored() throws IOException {
        normal("in/a.png", "in/c.gif", "in/d.ppm", "in/e.heic", "in/f");
        Files.copy(directory.resolve("in/a.png"), directory.resolve("in/b.jfif"));
        Files.createSymbolicLink(directory.resolve("in/h.png"), Path.of("nowhere"));
        normal("n/0.png");
        assertThat(learned("--data", directory.resolve("n"))).isEqualTo(1);
        Outcome detected =
                run("detect", "--model", model(), directory.resolve("in"), "--out", directory.resolve("o"), "--json");
        assertThat(detected.code()).isZero();
        assertThat(detected.json()).hasSize(2);
        assertThat(detected.err())
                .contains("passed over 5 files: 1 .gif, 1 .heic, 1 .ppm, 1 without ending, 1 broken link (");
    }

    @Test
    void anInputThatIsMissingOrEmptyIsReportedAndTheRestGoOn() throws IOException {
        normal("n/0.png");
        assertThat(learned("--data", directory.resolve("n"))).isEqualTo(1);
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Path good = directory.resolve("n/0.png");
        for (String command : List.of("detect", "explain")) {
            for (Path other : List.of(empty, directory.resolve("nothere.png"))) {
                Path out = directory.resolve("o");
                Outcome outcome = run(command, "--model", model(), other, good, "--out", out, "--json");
                assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.SOME_FAILED);
                assertThat(outcome.err()).contains(other.getFileName().toString());
                assertThat(outcome.json().toString()).contains("0.png");
            }
            Outcome nothing = run(command, "--model", model(), empty, "--out", directory.resolve("o"));
            assertThat(nothing.code()).isEqualTo(Main.FAILED);
            assertThat(nothing.err()).contains("no images found");
        }
    }
}
