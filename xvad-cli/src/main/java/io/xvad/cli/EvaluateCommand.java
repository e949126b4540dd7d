package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.model.WholeFile;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.evaluation.ExplainedDetections;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.FiguresText;
import io.xvad.evaluation.ImageEstimates;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.evaluation.bench.BenchTable;
import io.xvad.evaluation.maps.ScoresFile;
import io.xvad.evaluation.video.ReasonLabels;
import io.xvad.evaluation.video.VideoEvaluation;
import io.xvad.evaluation.video.VideoExplainerBench;
import io.xvad.evaluation.video.VideoFigures;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.video.FrameMetrics;
import io.xvad.metrics.video.GaussianSmoothing;
import io.xvad.video.dataset.VideoCase;
import io.xvad.video.dataset.VideoDataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Measure a model on the labelled test images or videos of a data set. Maps are compared at each image's own"
                        + " size; videos are watched frame by frame.")
final class EvaluateCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Option(
            names = "--explainer",
            paramLabel = "NAME",
            description =
                    "Measure this explainer, with its defaults: of images its map in place of the detector's own, of videos how"
                            + " faithful, stable and close to the truth its maps of anomalous stretches are.")
    private String explainer = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "Largest number of anomalous videos, spread over the data set, whose explanations are measured."
                            + " Default: ${DEFAULT-VALUE}.")
    private int limit = 12;

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description = "Frames of a video around its highest anomalous score that are explained."
                    + " Default: ${DEFAULT-VALUE}.")
    private int window = 32;

    @Option(
            names = "--gaussian",
            paramLabel = "FRAMES",
            description =
                    "Of videos: give the figures of scores smoothed over time too, with a Gaussian of this standard deviation, as"
                            + " papers do (3 on Ped2); a live camera cannot.")
    private @Nullable Double sigma;

    @Option(
            names = "--reasons",
            paramLabel = "FILE",
            description =
                    "Of videos: reasons of anomalous frames as somebody saw them, JSON in the form of X-MAN; in how many true events"
                            + " the first reason is one of them is told.")
    private @Nullable Path reasons;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "Also write the score of each image as CSV of NAME,SCORE.")
    private @Nullable Path scores;

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private BootstrapOptions intervals = new BootstrapOptions();

    @Mixin
    private RegionsOfTheModel regions = new RegionsOfTheModel();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (scores != null) {
            WholeFile.requireWritable(scores);
        }
        try (Workers workers = new Workers();
                FittedDetector fitted = Models.load(model)) {
            return fitted.capability(ScoresFrames.class).isPresent()
                    ? videos(fitted, workers)
                    : images(fitted, workers);
        }
    }

    private int videos(FittedDetector fitted, Workers workers) {
        Optional<VideoExplainerBench> explained =
                chosen().map(one -> new VideoExplainerBench(fitted, one, request(one, workers), window, limit));
        VideoDataset dataset = data.openVideos();
        List<VideoCase> tests = dataset.test();
        if (tests.isEmpty()) {
            throw new XvadDataException("data set '" + dataset.name() + "' has no test videos");
        }
        VideoEvaluation evaluation = new VideoEvaluation(
                fitted,
                Optional.ofNullable(sigma).map(GaussianSmoothing::withSigma),
                Optional.ofNullable(reasons).map(ReasonLabels::read));
        ProgressListener progress = output.progress();
        List<VideoCase> measured = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            if (evaluation.add(tests.get(i))) {
                measured.add(tests.get(i));
            }
            progress.progressed("videos", i + 1L, tests.size());
        }
        VideoEvaluation.Result result = evaluation.result();
        ObjectNode json = VideoFigures.json(result);
        json.put("detector", fitted.provenance().detector());
        json.put("dataset", dataset.name());
        result.failures().forEach(output::warn);
        String text = VideoFigures.text(result);
        Optional<Bootstrap> bootstrap = intervals.bootstrap();
        if (bootstrap.isPresent()) {
            FrameMetrics.Estimate estimate = evaluation.estimate(bootstrap.get());
            VideoFigures.addIntervals(estimate, json);
            text += VideoFigures.intervals(estimate, bootstrap.get());
        }
        if (explained.isPresent()) {
            BenchTable table = explained.get().run(measured, bootstrap.orElseGet(Bootstrap::withDefaults), progress);
            json.put("explainer", explainer);
            json.set("explanations", table.json());
            text += table.text();
        }
        output.result(json, text);
        return result.failures().isEmpty() ? 0 : Main.SOME_FAILED;
    }

    private int images(FittedDetector fitted, Workers workers) {
        AnomalyDataset dataset = data.openTests(output).readBy(reading.reader(output::warn));
        if (dataset.test().isEmpty()) {
            throw new XvadDataException("data set '" + dataset.name() + "' has no test images");
        }
        ImageEvaluation evaluation =
                ImageEvaluation.ignoringAs(fitted).addAll(detect(fitted, workers), dataset.test(), output.progress());
        ImageEvaluation.Result result = evaluation.result();
        if (scores != null) {
            ScoresFile.write(result.scores(), scores);
        }
        ObjectNode json = FiguresJson.evaluation(result);
        json.put("detector", fitted.provenance().detector());
        json.put("dataset", dataset.name());
        Optional<Calibration> calibration = fitted.capability(Calibration.class);
        calibration.ifPresent(promised -> json.put("promisedFalseAlarmRate", promised.level()));
        if (!explainer.isEmpty()) {
            json.put("explainer", explainer);
        }
        result.failures().forEach(output::warn);
        result.notes().forEach(output::warn);
        String headline = FiguresText.table(result.image(), result.pixel().orElse(null));
        Optional<Bootstrap> bootstrap = intervals.bootstrap();
        if (bootstrap.isPresent()) {
            ImageEstimates estimates = evaluation.estimates(bootstrap.get());
            estimates.addTo(json);
            headline = estimates.table(bootstrap.get());
        }
        String promise = calibration
                .map(promised -> String.format(Locale.ROOT, "promised false-alarm rate: %.3g%n", promised.level()))
                .orElse("");
        output.result(json, headline + FiguresText.byDefect(result) + promise);
        return result.failures().isEmpty() ? 0 : Main.SOME_FAILED;
    }

    private Function<Sample, Detection> detect(FittedDetector fitted, Workers workers) {
        return chosen().<Function<Sample, Detection>>map(
                        one -> new ExplainedDetections(fitted, one, request(one, workers)))
                .orElse(fitted::detect);
    }

    private Optional<Explainer> chosen() {
        return explainer.isEmpty()
                ? Optional.empty()
                : Optional.of(Registry.load(Explainer.class).get(explainer));
    }

    private static ExplainRequest request(Explainer explainer, Workers workers) {
        return ExplainRequest.defaults(explainer).withExecutor(workers);
    }
}
