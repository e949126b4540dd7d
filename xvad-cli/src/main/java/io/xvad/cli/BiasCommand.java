package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.evaluation.bias.LookBias;
import io.xvad.metrics.detection.VerdictChanges;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code xvad bias}. */
@Command(
        name = "bias",
        mixinStandardHelpOptions = true,
        description =
                "Measure how often a verdict changes when people in a scene look otherwise: draws plain figures into images, with light and with"
                        + " dark skin, in clothing of two colours, and moved by a few pixels for comparison. Four detections a pair. Figures are"
                        + " synthetic: what is found is a reason to worry, what is not is no proof.")
final class BiasCommand implements Callable<Integer> {

    private static final double LEVEL = 0.95;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "SCENE", description = "Images or directories; scenes without people.")
    private List<Path> scenes = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Pairs drawn into each image. Default: ${DEFAULT-VALUE}.")
    private int pairs = 1;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of all that is random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (FittedDetector fitted = Models.load(model)) {
            LookBias bias = LookBias.of(
                    fitted,
                    ImageFolder.of(scenes.toArray(Path[]::new)).readBy(reading.reader(output::warn)),
                    pairs,
                    seed,
                    output.progress());
            if (bias.saysNothing()) {
                output.warn(
                        "all images got the same verdict, so that nothing is known of the rates; see the changes of the scores");
            }
            ObjectNode json = Output.mapper().createObjectNode();
            json.put("detector", fitted.provenance().detector());
            json.put("seed", seed);
            json.set("skin", json(bias.skin()));
            json.set("clothing", json(bias.clothing()));
            json.set("moved", json(bias.moved()));
            output.result(json, text(bias));
        }
        return 0;
    }

    private static ObjectNode json(LookBias.Comparison comparison) {
        VerdictChanges verdicts = comparison.verdicts();
        Bootstrap.Interval interval = verdicts.changed().interval(LEVEL);
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("pairs", verdicts.pairs());
        json.put("changed", verdicts.changed().count());
        json.put("share", verdicts.changed().share());
        json.put("low", interval.low());
        json.put("high", interval.high());
        json.put("firstAnomalous", verdicts.first().count());
        json.put("secondAnomalous", verdicts.second().count());
        json.put("oneSidedness", verdicts.oneSidedness());
        json.put("scoreChange", comparison.scoreChange());
        return json;
    }

    private static String text(LookBias bias) {
        VerdictChanges skin = bias.skin().verdicts();
        return line("skin", bias.skin())
                + line("clothing", bias.clothing())
                + line("moved (comparison)", bias.moved())
                + String.format(
                        Locale.ROOT,
                        "called anomalous: %.0f %% with light skin, %.0f %% with dark; p-value of changes this one-sided %.3g",
                        100 * skin.first().share(),
                        100 * skin.second().share(),
                        skin.oneSidedness());
    }

    private static String line(String name, LookBias.Comparison comparison) {
        Bootstrap.Interval interval = comparison.verdicts().changed().interval(LEVEL);
        return String.format(
                Locale.ROOT,
                "%-18s  verdict changes in %d of %d pairs, %.0f %% (%.0f to %.0f); score by %.4g on average%n",
                name,
                comparison.verdicts().changed().count(),
                comparison.verdicts().pairs(),
                100 * comparison.verdicts().changed().share(),
                100 * interval.low(),
                100 * interval.high(),
                comparison.scoreChange());
    }
}
