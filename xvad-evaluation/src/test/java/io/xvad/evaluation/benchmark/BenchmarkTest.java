package io.xvad.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Device;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.evaluation.DetectorComparison;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.95, 0);

    @TempDir
    private Path directory = Path.of("");

    private Path first = Path.of("");
    private Path runs = Path.of("");

    @BeforeEach
    void data() {
        first = Spots.in(directory.resolve("one"), 1);
        runs = directory.resolve("out/runs");
    }

    private static BenchmarkDetector shifted(String label, Detector detector, double offset) {
        return BenchmarkDetector.of(label, detector, Map.of("offset", String.valueOf(offset)));
    }

    private static BenchmarkPlan plan(List<BenchmarkDetector> detectors, Path... data) {
        return BenchmarkPlan.of(
                        detectors, Stream.of(data).map(BenchmarkData::open).toList())
                .withHeldOut(0.5)
                .withFalseAlarmRate(0.2)
                .withBootstrap(BOOTSTRAP);
    }

    private BenchmarkResult run(BenchmarkPlan plan) {
        return new Benchmark(plan, runs).run(Runnable::run, BenchmarkListener.none());
    }

    private static double figure(BenchmarkRun run, BenchmarkFigure figure) {
        return run.measurement().orElseThrow().figure(figure);
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(runs)) {
            return files.count();
        }
    }

    @Test
    void everyRunIsMeasuredAndMeansAreOverSeedsThenDataSets() {
        Toy toy = Toy.simple("toy");
        BenchmarkPlan plan = plan(List.of(BenchmarkDetector.of(toy)), first, Spots.in(directory.resolve("two"), 2))
                .withSeeds(List.of(0L, 1L));
        BenchmarkResult result = run(plan);
        assertThat(toy.fits()).isEqualTo(4);
        assertThat(result.runs())
                .extracting(run -> run.id().toString())
                .containsExactly(
                        "toy on one, seed 0", "toy on one, seed 1", "toy on two, seed 0", "toy on two, seed 1");
        assertThat(result.incomplete()).isFalse();
        for (BenchmarkRun run : result.runs()) {
            RunMeasurement found = run.measurement().orElseThrow();
            assertThat(found.images()).hasSize(Spots.NORMAL_TESTS + Spots.ANOMALOUS_TESTS);
            assertThat(found.learnedFrom()).isEqualTo(10);
            assertThat(found.calibratedOn()).isEqualTo(10);
            assertThat(found.promisedRate()).isEqualTo(0.2);
            for (BenchmarkFigure figure : BenchmarkFigure.qualities()) {
                assertThat(found.figure(figure)).as(figure.label()).isBetween(0.0, 1.0);
                assertThat(found.draws().get(figure)).hasSize(BOOTSTRAP.replicates());
            }
            for (BenchmarkFigure cost : BenchmarkFigure.costs()) {
                if (cost != BenchmarkFigure.PEAK_RESIDENT) {
                    assertThat(found.figure(cost)).as(cost.label()).isPositive();
                }
            }
        }
        BenchmarkDetector detector = plan.detectors().get(0);
        double[] aurocs = result.runs().stream()
                .mapToDouble(run -> figure(run, BenchmarkFigure.IMAGE_AUROC))
                .toArray();
        double one = (aurocs[0] + aurocs[1]) / 2;
        double two = (aurocs[2] + aurocs[3]) / 2;
        Estimate whole = result.estimate(detector, BenchmarkFigure.IMAGE_AUROC);
        assertThat(whole.mean()).isCloseTo((one + two) / 2, within(1e-12));
        assertThat(whole.overData()).isCloseTo(Math.abs(one - two) / Math.sqrt(2), within(1e-12));
        assertThat(whole.overSeeds())
                .isCloseTo(Math.abs(aurocs[0] + aurocs[2] - aurocs[1] - aurocs[3]) / 2 / Math.sqrt(2), within(1e-12));
        assertThat(whole.interval().low()).isLessThan(whole.mean());
        assertThat(whole.interval().high()).isGreaterThan(whole.mean());
        assertThat(result.estimate(detector, plan.data().get(1), BenchmarkFigure.IMAGE_AUROC)
                        .mean())
                .isCloseTo(two, within(1e-12));
    }

    @Test
    void aSecondRunFitsNothingAndSaysTheSame() {
        Toy toy = Toy.learning("toy");
        BenchmarkPlan plan = plan(List.of(BenchmarkDetector.of(toy)), first)
                .withSeeds(List.of(3L, 4L))
                .withYardsticks(Registry.of(Detector.class, List.of(Toy.simple("pixel-gaussian"))));
        BenchmarkResult once = run(plan);
        assertThat(once.before()).isZero();
        int fits = toy.fits();
        BenchmarkResult again = run(plan);
        assertThat(toy.fits()).isEqualTo(fits).isEqualTo(4);
        assertThat(again.before()).isEqualTo(6);
        ObjectNode before = BenchmarkJson.of(once);
        ObjectNode after = BenchmarkJson.of(again);
        assertThat(after.remove("runsDoneBefore").asInt()).isEqualTo(6);
        before.remove("runsDoneBefore");
        assertThat(after.toString()).isEqualTo(before.toString());
        assertThat(BenchmarkText.of(again)).isEqualTo(BenchmarkText.of(once));
    }

    @Test
    void otherOptionsOrFilesAreOtherRuns() throws IOException {
        Toy toy = Toy.simple("toy");
        run(plan(List.of(BenchmarkDetector.of(toy)), first));
        run(plan(List.of(shifted("toy", toy, 0.01)), first));
        assertThat(toy.fits()).isEqualTo(2);
        run(plan(List.of(BenchmarkDetector.of(toy)), first).withFalseAlarmRate(0.1));
        assertThat(toy.fits()).isEqualTo(3);
        Files.copy(first.resolve("train/good/0.png"), first.resolve("train/good/more.png"));
        List<Long> others = new ArrayList<>();
        new Benchmark(plan(List.of(BenchmarkDetector.of(toy)), first), runs)
                .run(Runnable::run, new BenchmarkListener() {
                    @Override
                    public void planned(int all, int done, long foreign) {
                        others.add(foreign);
                    }
                });
        assertThat(toy.fits()).isEqualTo(4);
        assertThat(others).containsExactly(3L);
        assertThat(files()).isEqualTo(4);
    }

    @Test
    void anotherDeviceIsAnotherRun() {
        BenchmarkPlan plan = plan(List.of(BenchmarkDetector.of(Toy.simple("toy"))), first);
        RunId onTheProcessor = plan.runs().get(0).id();
        System.setProperty(Device.PROPERTY, Device.CUDA.word());
        try {
            assertThat(plan.runs().get(0).id()).isNotEqualTo(onTheProcessor);
        } finally {
            System.clearProperty(Device.PROPERTY);
        }
        assertThat(plan.runs().get(0).id()).isEqualTo(onTheProcessor);
    }

    @Test
    void oneThatFailsIsToldAndTriedAgainAndTheOthersGoOn() throws IOException {
        Toy broken = Toy.before("broken", request -> {
            throw new XvadTrainingException("the loss is no longer finite\n  try less");
        });
        Toy hungry = Toy.before("hungry", request -> {
            throw new OutOfMemoryError("Java heap space");
        });
        Toy fine = Toy.simple("fine");
        BenchmarkPlan plan = plan(
                List.of(BenchmarkDetector.of(broken), BenchmarkDetector.of(hungry), BenchmarkDetector.of(fine)), first);
        List<Throwable> causes = new ArrayList<>();
        BenchmarkResult result = new Benchmark(plan, runs).run(Runnable::run, new BenchmarkListener() {
            @Override
            public void failed(RunId id, Throwable cause) {
                causes.add(cause);
            }
        });
        assertThat(causes).hasExactlyElementsOfTypes(XvadTrainingException.class, OutOfMemoryError.class);
        assertThat(result.incomplete()).isTrue();
        assertThat(result.isEmpty()).isFalse();
        assertThat(BenchmarkText.of(result))
                .contains("failed: broken on one, seed 0: the loss is no longer finite; try less")
                .contains("failed: hungry on one, seed 0: out of memory")
                .containsPattern("\\| broken +\\| n/a");
        assertThat(BenchmarkCsv.of(result).lines().toList())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("broken,one,0,,") && line.endsWith("try less"));
        assertThat(BenchmarkJson.of(result).at("/runs/0/error").asText()).contains("no longer finite");
        assertThat(files()).isEqualTo(1);
        run(plan);
        assertThat(broken.fits()).isEqualTo(2);
        assertThat(fine.fits()).isEqualTo(1);
    }

    @Test
    void aBenchmarkThatIsStoppedGoesOn() throws IOException {
        Toy fine = Toy.simple("fine");
        Toy stopped = Toy.before("stopped", request -> {
            throw new CancellationException("cancelled");
        });
        BenchmarkPlan plan = plan(List.of(BenchmarkDetector.of(fine), BenchmarkDetector.of(stopped)), first);
        assertThatThrownBy(() -> run(plan)).isInstanceOf(CancellationException.class);
        assertThat(files()).isEqualTo(1);
        assertThat(run(plan(List.of(BenchmarkDetector.of(fine)), first)).before())
                .isEqualTo(1);
        assertThat(fine.fits()).isEqualTo(1);
    }

    @Test
    void aBrokenFileOfARunIsNamed() throws IOException {
        BenchmarkPlan plan = plan(List.of(BenchmarkDetector.of(Toy.simple("toy"))), first);
        run(plan);
        try (Stream<Path> files = Files.list(runs)) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"figures\": {}}");
        }
        assertThatThrownBy(() -> run(plan))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("toy-one-0-")
                .hasMessageContaining("delete it");
    }

    /** The figures kept in files give what the images themselves give. */
    @Test
    void pairsAreComparedAsTheirImagesAre() {
        Toy toy = Toy.simple("toy");
        BenchmarkDetector plain = BenchmarkDetector.of(toy);
        BenchmarkDetector worse = shifted("worse", toy, 0.3);
        BenchmarkDetector twin = shifted("twin", toy, 0);
        BenchmarkPlan plan = plan(List.of(plain, worse, twin), first);
        BenchmarkResult result = run(plan);
        PairedComparison found =
                result.comparison(plain, worse, BenchmarkFigure.IMAGE_AUROC).orElseThrow();
        DetectorComparison wanted = DetectorComparison.of(
                evaluated(plain, plan),
                evaluated(worse, plan),
                plan.runs().get(0).bootstrap());
        assertThat(found.difference()).isCloseTo(wanted.auroc().difference(), within(1e-12));
        assertThat(found.interval().low()).isCloseTo(wanted.auroc().interval().low(), within(1e-5));
        assertThat(found.interval().high()).isCloseTo(wanted.auroc().interval().high(), within(1e-5));
        assertThat(found.pValue()).isCloseTo(wanted.auroc().pValue(), within(1e-9));
        assertThat(found.interval().low()).isPositive();
        PairedComparison pixels =
                result.comparison(plain, worse, BenchmarkFigure.AUPRO).orElseThrow();
        assertThat(pixels.interval().low()).isLessThan(pixels.difference());
        assertThat(pixels.interval().high()).isGreaterThan(pixels.difference());

        PairedComparison same =
                result.comparison(plain, twin, BenchmarkFigure.PIXEL_AUROC).orElseThrow();
        assertThat(same.difference()).isZero();
        assertThat(same.interval().low()).isZero();
        assertThat(same.interval().high()).isZero();
        assertThat(same.pValue()).isEqualTo(1);
        assertThat(result.comparison(plain, twin, BenchmarkFigure.FIT_SECONDS)).isEmpty();
    }

    private ImageEvaluation.Result evaluated(BenchmarkDetector detector, BenchmarkPlan plan) {
        BenchmarkData data = plan.data().get(0);
        try (FittedDetector fitted = Training.of(detector.detector())
                .withOptions(detector.options())
                .withHeldOut(plan.heldOut())
                .withoutMeasures()
                .fit(data.dataset().train())) {
            return ImageEvaluation.of(fitted, data.dataset().test(), ProgressListener.none())
                    .result();
        }
    }

    @Test
    void whoDoesNotBeatItsUntrainedSelfAndTheTrivialOneIsForComparisonOnly() {
        Toy toy = Toy.learning("toy");
        Toy trivial = Toy.simple("pixel-gaussian");
        BenchmarkDetector good = BenchmarkDetector.of(toy);
        BenchmarkDetector lazy = BenchmarkDetector.of("lazy", toy, Map.of("learning-rate", "1e-9", "offset", "0.2"));
        BenchmarkPlan bare = plan(List.of(good, lazy), first);
        BenchmarkPlan plan = bare.withYardsticks(Registry.of(Detector.class, List.of(trivial)));
        assertThat(plan.detectors())
                .extracting(BenchmarkDetector::label)
                .containsExactly("toy", "lazy", "toy, untrained", "lazy, untrained", "pixel-gaussian");
        BenchmarkResult result = run(plan);
        assertThat(result.standings(good))
                .extracting(Standing::yardstick, Standing::beaten)
                .containsExactly(tuple("toy, untrained", true), tuple("pixel-gaussian", false));
        assertThat(result.standings(lazy)).extracting(Standing::beaten).containsExactly(false, false);
        assertThat(result.comparisonOnly(lazy)).isTrue();
        assertThat(result.comparisonOnly(plan.detectors().get(4))).isFalse();
        assertThat(BenchmarkText.of(result))
                .contains("lazy (for comparison only)")
                .contains("pixel-gaussian (to beat)")
                .contains("lazy does not beat lazy, untrained: difference of image AUROC +0.000");
        JsonNode json = BenchmarkJson.of(result);
        assertThat(json.at("/detectors/1/comparisonOnly").asBoolean()).isTrue();
        assertThat(json.at("/detectors/0/mustBeat/0/beaten").asBoolean()).isTrue();
        assertThat(json.at("/comparisons")).hasSize(10);
        assertThat(run(bare).comparisonOnly(lazy)).isFalse();
    }

    @Test
    void imagesAreLimitedByKind() {
        BenchmarkData few = BenchmarkData.open(first).limitedTo(5, 2);
        assertThat(few.dataset().train().size()).isEqualTo(5);
        assertThat(few.dataset().test())
                .extracting(test -> test.defect())
                .containsExactly("good", "good", "spot", "spot", "stain", "stain");
        assertThat(few.fingerprint()).isNotEqualTo(BenchmarkData.open(first).fingerprint());
        assertThatThrownBy(() -> few.limitedTo(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plansThatCannotBeAreRefused() throws IOException {
        Toy toy = Toy.learning("toy");
        BenchmarkDetector detector = BenchmarkDetector.of(toy);
        assertThatThrownBy(() -> plan(List.of(detector, detector), first))
                .hasMessage("the detectors of a benchmark differ in name, but two are 'toy'");
        assertThatThrownBy(() -> plan(List.of(), first)).hasMessage("a benchmark needs detectors, got none");
        assertThatThrownBy(() -> BenchmarkDetector.of("toy", toy, Map.of("checkpoint", "file")))
                .hasMessageContaining("all its runs would share the file");
        assertThatThrownBy(() -> BenchmarkDetector.of("a,b", toy, Map.of())).hasMessageContaining("'a,b'");
        assertThatThrownBy(() -> BenchmarkDetector.of("toy", toy, Map.of("ofset", "1")))
                .hasMessageContaining("ofset");
        Path normals = directory.resolve("normals");
        Files.createDirectories(normals);
        Files.copy(first.resolve("train/good/0.png"), normals.resolve("0.png"));
        assertThatThrownBy(() -> BenchmarkData.open(normals))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("there are 1, 0 and 0");
    }

    @Test
    void dataSetsOfOneNameAreToldApartByTheirPaths() {
        Path other = Spots.in(directory.resolve("elsewhere/one"), 3);
        BenchmarkPlan plan = plan(List.of(BenchmarkDetector.of(Toy.simple("toy"))), first, other);
        assertThat(plan.data()).extracting(BenchmarkData::name).containsExactly(first.toString(), other.toString());
    }
}
