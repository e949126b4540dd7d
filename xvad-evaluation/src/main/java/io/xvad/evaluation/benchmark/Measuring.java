package io.xvad.evaluation.benchmark;

import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.ImageEvaluation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Does one run: fits, times, and then tests, so that what testing keeps is not counted as memory of the detector. */
final class Measuring {

    private static final int TIMED_IMAGES = 8;
    private static final double NANOS_PER_SECOND = 1e9;

    private final BenchmarkPlan plan;
    private final Executor executor;
    private final ProgressListener progress;

    Measuring(BenchmarkPlan plan, Executor executor, ProgressListener progress) {
        this.plan = plan;
        this.executor = executor;
        this.progress = progress;
    }

    RunMeasurement of(PlannedRun run) {
        List<TestCase> tests = run.data().dataset().test();
        List<Sample> timed = timed(tests);
        Map<BenchmarkFigure, Double> figures = new EnumMap<>(BenchmarkFigure.class);
        PeakMemory memory = PeakMemory.begin();
        long begun = System.nanoTime();
        try (FittedDetector fitted = fitted(run)) {
            figures.put(BenchmarkFigure.FIT_SECONDS, (System.nanoTime() - begun) / NANOS_PER_SECOND);
            DetectTimes times = DetectTimes.of(fitted, timed, executor);
            figures.put(BenchmarkFigure.DETECT_MILLIS, times.oneMillis());
            figures.put(BenchmarkFigure.BATCH_MILLIS, times.batchMillis());
            figures.put(BenchmarkFigure.PEAK_HEAP, memory.heapMebibytes());
            memory.residentMebibytes().ifPresent(peak -> figures.put(BenchmarkFigure.PEAK_RESIDENT, peak));
            figures.put(BenchmarkFigure.MODEL, mebibytes(fitted));
            ImageEvaluation evaluation = ImageEvaluation.of(fitted, tests, progress);
            return measurement(run, fitted, evaluation, figures);
        }
    }

    private FittedDetector fitted(PlannedRun run) {
        Training training = Training.of(run.detector().detector())
                .withOptions(run.detector().options())
                .withSeed(run.id().seed())
                .withHeldOut(plan.heldOut())
                .withFalseAlarmRate(plan.falseAlarmRate())
                .withProgress(progress)
                .withoutMeasures();
        Training dividing = plan.tiling().map(training::tiled).orElse(training);
        return dividing.fit(run.data().dataset().train());
    }

    /** Some test images, spread over them. One that cannot be read is left out here and reported when it is tested. */
    private static List<Sample> timed(List<TestCase> tests) {
        int count = Math.min(TIMED_IMAGES, tests.size());
        List<Sample> images = new ArrayList<>();
        Optional<XvadDataException> unreadable = Optional.empty();
        for (int i = 0; i < count; i++) {
            try {
                images.add(tests.get((int) ((i + 0.5) * tests.size() / count)).sample());
            } catch (XvadDataException e) {
                unreadable = Optional.of(e);
            }
        }
        if (images.isEmpty()) {
            throw unreadable.orElseThrow();
        }
        return images;
    }

    private static double mebibytes(FittedDetector fitted) {
        CountingStream bytes = new CountingStream();
        Models.save(fitted, bytes);
        return bytes.count() / (double) (1 << 20);
    }

    private static RunMeasurement measurement(
            PlannedRun run, FittedDetector fitted, ImageEvaluation evaluation, Map<BenchmarkFigure, Double> figures) {
        ImageEvaluation.Result result = evaluation.result();
        putQualities(result, figures);
        Optional<Calibration> calibration = fitted.capability(Calibration.class);
        List<String> notes = new ArrayList<>(result.notes());
        if (!result.pixelNote().isEmpty()) {
            notes.add(result.pixelNote());
        }
        return new RunMeasurement(
                fitted.provenance().options(),
                Machine.words(),
                fitted.provenance().learnedFrom().normals(),
                calibration.map(one -> one.normalScores().length).orElse(0),
                calibration.map(Calibration::level).orElse(Double.NaN),
                figures,
                ImageDraws.of(evaluation, result.rows(), run.bootstrap()),
                result.rows(),
                result.failures(),
                notes);
    }

    private static void putQualities(ImageEvaluation.Result result, Map<BenchmarkFigure, Double> figures) {
        put(figures, BenchmarkFigure.IMAGE_AUROC, result.image().auroc());
        put(figures, BenchmarkFigure.IMAGE_AP, result.image().averagePrecision());
        result.pixel().ifPresent(pixel -> {
            put(figures, BenchmarkFigure.PIXEL_AUROC, pixel.pixels().auroc());
            put(figures, BenchmarkFigure.AUPRO, pixel.aupro());
        });
        put(figures, BenchmarkFigure.DETECTION_RATE, result.detected());
        put(figures, BenchmarkFigure.FALSE_ALARM_RATE, result.falseAlarms());
    }

    private static void put(Map<BenchmarkFigure, Double> figures, BenchmarkFigure figure, double value) {
        if (Double.isFinite(value)) {
            figures.put(figure, value);
        }
    }
}
