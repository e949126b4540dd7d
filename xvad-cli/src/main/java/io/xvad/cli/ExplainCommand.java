package io.xvad.cli;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.ArrayStorage;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.report.OutputDirectory;
import io.xvad.report.ReportPage;
import io.xvad.report.video.VideoExplanationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code xvad explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Say why images scored as they did: one JSON file for each image, and a page of images and sentences. With a"
                        + " model of videos: why the most anomalous part of each scored as it did, one JSON file and one annotated"
                        + " MP4 for each video, and the page. What cannot be read is reported and the rest go on.")
final class ExplainCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Option(
            names = "--explainer",
            paramLabel = "NAME",
            description = "Which explainer (see: xvad list explainers). Default: verbal, of videos recounting.")
    private String explainer = "";

    @Option(names = "-o", paramLabel = "KEY=VALUE", description = "Option of the explainer, repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Images or videos, or directories of them.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of("");

    @Option(
            names = "--window",
            paramLabel = "FRAMES",
            description = "Frames of a video to explain, around its highest score. Default: ${DEFAULT-VALUE}.")
    private int window = 100;

    @Option(
            names = "--arrays",
            paramLabel = "WHERE",
            description =
                    "Where the maps and images of an explanation of an image go: npz, an exact NumPy archive beside the"
                            + " JSON; npz16, the same rounded to 16 bits; json, in the JSON itself; none. Default: npz.")
    private ArrayStorage arrays = ArrayStorage.NPZ;

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
                Workers workers = new Workers();
                FittedDetector fitted = Models.load(model)) {
            boolean videos = fitted.capability(ScoresFrames.class).isPresent();
            Explainer chosen = chosen(videos ? "recounting" : "verbal");
            ExplainRequest request = ExplainRequest.of(chosen, options, seed).withExecutor(workers);
            return videos ? videos(fitted, chosen, request) : images(fitted, chosen, request);
        }
    }

    private Explainer chosen(String usual) {
        return Registry.load(Explainer.class).get(explainer.isEmpty() ? usual : explainer);
    }

    private int videos(FittedDetector fitted, Explainer chosen, ExplainRequest request) {
        VideoInputs found = VideoInputs.of(inputs, rate, out);
        found.tell(output);
        VideoExplanationReport explanations = new VideoExplanationReport(fitted, chosen, request, window, out);
        found.each(output, video -> explanations.explain(video, output::warn));
        Path page = out.resolve("explanations.html");
        Output.writeText(explanations.html(), page);
        Output.write(explanations.json(), out.resolve("explanations.json"));
        output.result(explanations.json(), "wrote " + page);
        return explanations.someFailed() || found.someMissing() ? Main.SOME_FAILED : 0;
    }

    private int images(FittedDetector fitted, Explainer chosen, ExplainRequest request) {
        Inputs images = Inputs.of(inputs, out, reading.reader(output::warn));
        images.tell(output);
        ImageExplanations explanations = new ImageExplanations(fitted, chosen, request, arrays, output);
        for (int i = 0; i < images.images().size(); i++) {
            explanations.explain(images, i, out);
        }
        Path page = out.resolve("explanations.html");
        ReportPage.of("XVAD: explanations", explanations.cards()).write(page);
        output.result(explanations.json(), "wrote " + page);
        return explanations.someFailed() || images.someMissing() ? Main.SOME_FAILED : 0;
    }
}
