package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.evaluation.versions.ComparedImage;
import io.xvad.evaluation.versions.ModelComparison;
import io.xvad.evaluation.versions.ModelComparisonJson;
import io.xvad.evaluation.versions.ModelComparisonText;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.report.ImageCard;
import io.xvad.report.ModelComparisonPage;
import io.xvad.report.OutputDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code xvad compare-models}. */
@Command(
        name = "compare-models",
        mixinStandardHelpOptions = true,
        description =
                "Compare two models of images on the same images, such as the one at work and its successor: figures with intervals of"
                        + " their differences, and a page of the images that they decide otherwise. On a folder of images without labels: the"
                        + " decisions alone.")
final class CompareModelsCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "A", description = "Model file written by xvad fit.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "The model file to compare with it.")
    private Path second = Path.of("");

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write the page and the JSON.")
    private Path out = Path.of("");

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Largest number of changed images on the page. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(names = "--seed", description = "Seed of the draws of images. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private RegionsOfTheModel regions = new RegionsOfTheModel();

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (OutputDirectory held = OutputDirectory.open(out);
                FittedDetector one = opened(first);
                FittedDetector other = opened(second)) {
            AnomalyDataset dataset = data.openTests(output).readBy(reading.reader(output::warn));
            ModelComparison comparison = compared(one, other, dataset);
            comparison.failures().forEach(output::warn);
            write(comparison, dataset, new ModelComparisonPage(one, other));
            return comparison.failures().isEmpty() ? 0 : Main.SOME_FAILED;
        }
    }

    private static FittedDetector opened(Path file) {
        FittedDetector fitted = Models.load(file);
        if (fitted.capability(ScoresFrames.class).isPresent()) {
            fitted.close();
            throw new IllegalArgumentException(file + " is a model of videos; models of images are compared");
        }
        return fitted;
    }

    private ModelComparison compared(FittedDetector one, FittedDetector other, AnomalyDataset dataset) {
        return dataset.test().isEmpty()
                ? ModelComparison.ofImages(one, other, dataset.train(), output.progress())
                : ModelComparison.ofTests(
                        one, other, dataset.test(), new Bootstrap(1000, 0.95, seed), output.progress());
    }

    private void write(ModelComparison comparison, AnomalyDataset dataset, ModelComparisonPage page) {
        List<ComparedImage> changed = comparison.changed();
        List<ImageCard> cards = IntStream.range(0, Math.min(limit, changed.size()))
                .mapToObj(i -> card(page, changed.get(i), dataset))
                .toList();
        Path file = out.resolve("models.html");
        page.page(comparison, introduction(comparison, dataset), cards).write(file);
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("first", first.toString()).put("second", second.toString()).put("dataset", dataset.name());
        json.put("seed", seed);
        json.setAll(ModelComparisonJson.of(comparison));
        Output.write(json, out.resolve("models.json"));
        output.result(json, ModelComparisonText.table(comparison) + "wrote " + file);
    }

    private String introduction(ModelComparison comparison, AnomalyDataset dataset) {
        return "A is " + first + ", B is " + second + ". Data set " + dataset.name() + ", "
                + comparison.images().size() + " images"
                + (dataset.test().isEmpty() ? ", of which nobody said what they are." : ".");
    }

    private static ImageCard card(ModelComparisonPage page, ComparedImage changed, AnomalyDataset dataset) {
        boolean labelled = !dataset.test().isEmpty();
        Samples images = labelled ? dataset.testImages() : dataset.train();
        Image image = images.get(changed.index()).requireImage();
        Optional<Mask> mask = labelled ? dataset.test().get(changed.index()).mask(image) : Optional.empty();
        return page.card(shortened(changed.id()), changed, image, mask);
    }

    /** The folder and the file. */
    private static String shortened(String id) {
        return id.replaceFirst("^.*[/\\\\](?=[^/\\\\]*[/\\\\][^/\\\\]*$)", "");
    }
}
