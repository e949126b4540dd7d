package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.xvad.core.Detection;
import io.xvad.core.Verdict;
import io.xvad.core.detect.Batches;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.report.DetectionFiles;
import io.xvad.report.MapFormat;
import io.xvad.report.video.VideoReport;
import io.xvad.video.dataset.Video;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xvad detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description =
                "Score images: write maps, overlays and detections.json. With a model of videos: scores, events, an"
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
            description = "Map formats: npy, tiff, png16. npy and tiff are exact; png16 is scaled to the detector's"
                    + " map scale, which detections.json gives. Default: npy,png16.")
    private Set<MapFormat> formats = Set.of(MapFormat.NPY, MapFormat.PNG16);

    @Mixin
    private FrameRate rate = new FrameRate();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (FittedDetector fitted = Models.load(model)) {
            return fitted.capability(ScoresFrames.class).isPresent() ? videos(fitted) : images(fitted);
        }
    }

    private int videos(FittedDetector fitted) {
        VideoReport detection = new VideoReport(fitted, out);
        for (Video video : VideoInputs.of(inputs, rate.framesPerSecond())) {
            detection.watch(video, output::warn);
        }
        Output.writeText(detection.html(), out.resolve("video.html"));
        Output.write(detection.json(), out.resolve("detections.json"));
        output.result(detection.json(), detection.text() + "wrote " + out.resolve("video.html"));
        return detection.someFailed() ? Main.SOME_FAILED : 0;
    }

    private int images(FittedDetector fitted) {
        Inputs images = Inputs.of(inputs, reading.reader(output::warn));
        DetectionFiles files = new DetectionFiles(fitted, out, formats);
        ArrayNode results = Output.mapper().createArrayNode();
        StringBuilder text = new StringBuilder();
        AtomicBoolean someFailed = new AtomicBoolean();
        BiConsumer<Integer, Batches.Outcome> sink = (index, outcome) -> {
            if (outcome instanceof Batches.Scored scored) {
                results.add(files.write(scored.sample().requireImage(), scored.detection(), images.name(index)));
                text.append(line(scored.detection()));
            } else if (outcome instanceof Batches.Failed failed) {
                someFailed.set(true);
                results.add(output.failed(failed.sampleId(), failed.cause()));
            }
        };
        try (Workers workers = new Workers()) {
            Batches.detect(fitted, images.images(), BATCH, workers, output.progress(), sink);
        }
        Output.write(results, out.resolve("detections.json"));
        text.append("wrote ").append(out.resolve("detections.json"));
        output.result(results, text.toString());
        return someFailed.get() ? Main.SOME_FAILED : 0;
    }

    private static String line(Detection detection) {
        Verdict verdict = detection.verdict();
        String pValue = verdict.pValue().isPresent()
                ? String.format(Locale.ROOT, "%.3f", verdict.pValue().getAsDouble())
                : "-";
        return String.format(
                Locale.ROOT,
                "%-10s score %10.4f  p %s  %s%n",
                verdict.decision(),
                detection.score(),
                pValue,
                detection.sampleId());
    }
}
