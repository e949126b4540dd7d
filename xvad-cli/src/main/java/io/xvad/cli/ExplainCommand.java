package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.core.registry.Registry;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.report.ImageCard;
import io.xvad.report.ReportPage;
import io.xvad.report.video.VideoExplanationReport;
import io.xvad.video.dataset.Video;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xvad explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Say why images scored as they did: one JSON file an image, and a page with pictures and words. With a"
                        + " model of videos: why the most anomalous stretch of each scored as it did, one JSON file and one annotated"
                        + " MP4 a video, and the page.")
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

    @Mixin
    private FrameRate rate = new FrameRate();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (FittedDetector fitted = Models.load(model)) {
            return fitted.capability(ScoresFrames.class).isPresent()
                    ? videos(fitted, chosen("recounting"))
                    : images(fitted, chosen("verbal"));
        }
    }

    private Explainer chosen(String usual) {
        return Registry.load(Explainer.class).get(explainer.isEmpty() ? usual : explainer);
    }

    private int videos(FittedDetector fitted, Explainer chosen) {
        VideoExplanationReport explanations =
                new VideoExplanationReport(fitted, chosen, ExplainRequest.of(chosen, options, seed), window, out);
        for (Video video : VideoInputs.of(inputs, rate.framesPerSecond())) {
            explanations.explain(video, output::warn);
        }
        Path page = out.resolve("explanations.html");
        Output.writeText(explanations.html(), page);
        Output.write(explanations.json(), out.resolve("explanations.json"));
        output.result(explanations.json(), explanations.text() + "wrote " + page);
        return explanations.someFailed() ? Main.SOME_FAILED : 0;
    }

    private int images(FittedDetector fitted, Explainer chosen) {
        Inputs images = Inputs.of(inputs);
        ExplainRequest request = ExplainRequest.of(chosen, options, seed);
        ArrayNode results = Output.mapper().createArrayNode();
        StringBuilder text = new StringBuilder();
        List<ImageCard> cards = new ArrayList<>();
        for (int i = 0; i < images.images().size(); i++) {
            Image image = images.images().get(i);
            Explanation explanation = chosen.explain(fitted, image, fitted.detect(image), request);
            Path file = images.file(out, i, "." + chosen.name() + ".json");
            Output.writeText(explanation.toJson(), file);
            String words =
                    explanation.evidence(Statement.class).map(Statement::text).collect(Collectors.joining(" "));
            results.addObject()
                    .put("image", image.id())
                    .put("explanation", file.toString())
                    .put("statement", words);
            text.append(image.id())
                    .append(System.lineSeparator())
                    .append("  ")
                    .append(words)
                    .append(System.lineSeparator());
            cards.add(ImageCard.of(image.id(), image, Optional.empty(), fitted, List.of(explanation)));
        }
        Path page = out.resolve("explanations.html");
        Output.writeText(ReportPage.explanations(cards), page);
        text.append("wrote ").append(page);
        output.result(results, text.toString());
        return 0;
    }
}
