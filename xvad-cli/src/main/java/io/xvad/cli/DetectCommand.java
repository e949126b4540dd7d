package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Verdict;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.Batches;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.Sha256;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.evaluation.drift.DriftMonitor;
import io.xvad.report.DetectionFiles;
import io.xvad.report.DetectionLog;
import io.xvad.report.MapFormat;
import io.xvad.report.OutputDirectory;
import io.xvad.report.ResultFormat;
import io.xvad.report.video.VideoReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code xvad detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description =
                "Score images: write maps, overlays and results as they come. With a model of videos: scores, events, an"
                        + " annotated video for each, and a page. What cannot be read is reported and the rest go on.")
final class DetectCommand implements Callable<Integer> {

    private static final int BATCH = 8;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Images or videos, or directories of them.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of("");

    @Option(
            names = "--maps",
            split = ",",
            paramLabel = "FORMAT",
            converter = MapFormats.class,
            description =
                    "Map formats: npy, tiff, png16, or none. npy and tiff are exact; png16 is scaled as detections.json says."
                            + " Default: npy,png16.")
    private List<Optional<MapFormat>> formats = List.of(Optional.of(MapFormat.NPY), Optional.of(MapFormat.PNG16));

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Results of images: ${COMPLETION-CANDIDATES}. Whatever it is, each is a line of detections.jsonl as soon as"
                            + " it is there. Default: json.")
    private ResultFormat format = ResultFormat.JSON;

    @Option(
            names = "--resume",
            description =
                    "Go on where an earlier run into the same directory stopped: images that have a result are left out.")
    private boolean resume;

    @Mixin
    private DriftOptions drift = new DriftOptions();

    @Mixin
    private FrameRate rate = new FrameRate();

    @Mixin
    private RegionsOfTheModel regions = new RegionsOfTheModel();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (OutputDirectory held = OutputDirectory.open(out);
                FittedDetector fitted = Models.load(model)) {
            return fitted.capability(ScoresFrames.class).isPresent() ? videos(fitted) : images(fitted);
        }
    }

    private int videos(FittedDetector fitted) {
        if (drift.given()) {
            throw new IllegalArgumentException(
                    "--drift is for single images: frames of a video follow from each other");
        }
        VideoInputs found = VideoInputs.of(inputs, rate, out);
        found.tell(output);
        ScoringPlan.of(fitted).words().ifPresent(output::say);
        VideoReport detection = new VideoReport(fitted, out);
        found.each(output, video -> detection.watch(video, output::warn));
        Output.writeText(detection.html(), out.resolve("video.html"));
        Output.write(detection.json(), out.resolve("detections.json"));
        output.result(detection.json(), "wrote " + out.resolve("video.html"));
        return detection.someFailed() || found.someMissing() ? Main.SOME_FAILED : 0;
    }

    private int images(FittedDetector fitted) {
        Inputs found = Inputs.of(inputs, out, reading.reader(output::warn));
        found.tell(output);
        DetectionLog log = log();
        Inputs images = found.without(log::has);
        if (images.images().size() < found.images().size()) {
            output.say((found.images().size() - images.images().size()) + " images have a result already");
        }
        DetectionFiles files = new DetectionFiles(
                fitted, out, formats.stream().flatMap(Optional::stream).collect(Collectors.toSet()));
        Optional<DriftMonitor> monitor = drift.open(fitted);
        AtomicBoolean someFailed = new AtomicBoolean();
        BiConsumer<Integer, Batches.Outcome> sink = (index, outcome) -> {
            if (outcome instanceof Batches.Scored scored) {
                ObjectNode result = files.write(scored.sample(), scored.detection(), images.name(index));
                output.say(line(scored.detection()));
                monitor.ifPresent(watching -> watch(watching, scored, result));
                log.add(result);
            } else if (outcome instanceof Batches.Failed failed) {
                someFailed.set(true);
                log.add(output.failed(failed.sampleId(), failed.cause()));
            }
        };
        FittedDetector scoring = files.detector(images.namesById()::get);
        try (Workers workers = new Workers()) {
            Batches.detect(scoring, images.images(), BATCH, workers, output.progress(), sink);
        } finally {
            monitor.ifPresent(drift::save);
        }
        format.write(log.results(), out);
        output.result(log.results(), "wrote " + format.file(out));
        return someFailed.get() || found.someMissing() ? Main.SOME_FAILED : 0;
    }

    private void watch(DriftMonitor monitor, Batches.Scored scored, ObjectNode result) {
        if (!(scored.sample() instanceof Image image)) {
            output.warn(scored.sample().id() + ": the drift of an image that is not held whole is not watched");
            return;
        }
        monitor.accept(image, scored.detection()).ifPresent(warning -> {
            output.warn(warning.text());
            result.set("drift", Output.parsed(warning.json()));
        });
    }

    private DetectionLog log() {
        try {
            String fingerprint = Sha256.of(model);
            return resume ? DetectionLog.resume(out, fingerprint) : DetectionLog.begin(out, fingerprint);
        } catch (IOException e) {
            throw new XvadDataException(model + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String line(Detection detection) {
        Verdict verdict = detection.verdict();
        String pValue = verdict.pValue().isPresent()
                ? String.format(Locale.ROOT, "%.3f", verdict.pValue().getAsDouble())
                : "-";
        return String.format(
                Locale.ROOT,
                "%-10s score %10.4f  p %s  %s%s",
                verdict.decision(),
                detection.score(),
                pValue,
                detection.sampleId(),
                detection.effort().map(spent -> "  (" + spent.inWords() + ")").orElse(""));
    }
}
