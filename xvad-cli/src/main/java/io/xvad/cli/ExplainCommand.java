package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.xvad.cli.report.Card;
import io.xvad.cli.report.ReportPage;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.core.registry.Registry;
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
        description = "Say why images scored as they did: one JSON file an image, and a page with pictures and words.")
final class ExplainCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Option(
            names = "--explainer",
            paramLabel = "NAME",
            description = "Which explainer (see: xvad list explainers). Default: ${DEFAULT-VALUE}.")
    private String explainer = "verbal";

    @Option(names = "-o", paramLabel = "KEY=VALUE", description = "Option of the explainer, repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Parameters(arity = "1..*", paramLabel = "IMAGE|DIR", description = "Images, or directories of images.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of("");

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        Inputs images = Inputs.of(inputs);
        Explainer chosen = Registry.load(Explainer.class).get(explainer);
        ExplainRequest request = ExplainRequest.of(chosen, options, seed);
        ArrayNode results = Output.mapper().createArrayNode();
        StringBuilder text = new StringBuilder();
        List<Card> cards = new ArrayList<>();
        try (FittedDetector fitted = Models.load(model)) {
            for (int i = 0; i < images.images().size(); i++) {
                Image image = images.images().get(i);
                Explanation explanation = chosen.explain(fitted, image, fitted.detect(image), request);
                Path file = images.file(out, i, "." + explainer + ".json");
                Output.writeText(explanation.toJson(), file);
                String words = explanation
                        .evidence(Statement.class)
                        .map(Statement::text)
                        .collect(Collectors.joining(" "));
                results.addObject()
                        .put("image", image.id())
                        .put("explanation", file.toString())
                        .put("statement", words);
                text.append(image.id())
                        .append(System.lineSeparator())
                        .append("  ")
                        .append(words)
                        .append(System.lineSeparator());
                cards.add(Card.of(image.id(), image, Optional.empty(), fitted, List.of(explanation)));
            }
        }
        Path page = out.resolve("explanations.html");
        Output.writeText(ReportPage.explanations(cards), page);
        text.append("wrote ").append(page);
        output.result(results, text.toString());
        return 0;
    }
}
