package io.xvad.cli;

import io.xvad.cli.demo.Demo;
import io.xvad.cli.demo.OwnFolder;
import io.xvad.cli.demo.Texture;
import io.xvad.cli.demo.TileFiles;
import io.xvad.cli.demo.VideoDemo;
import io.xvad.core.detect.Training;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.report.OutputDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code xvad demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Everything at once, offline: learn what is normal, find defects, show what should be there, say what differs and"
                        + " whether that can be relied on. Without --data on a rendered machined part and a photographed"
                        + " texture, with synthetic defects. Writes report.html and report.json. With --video: learn synthetic"
                        + " scenes, find what moves wrongly in others; writes video.html, video.json, events.json and annotated"
                        + " videos.")
final class DemoCommand implements Callable<Integer> {

    private static final String INTRODUCTION =
            "The detector has seen only good images. In others it marks what it never saw (heatmap), restores what should be there, and"
                    + " says what differs. All defects here are synthetic, made by a program: this shows how it works, not how well it"
                    + " finds real defects.";
    private static final String OWN_INTRODUCTION =
            "The detector has seen only the normal images of this folder. In others it marks what it never saw (heatmap), restores what"
                    + " should be there, and says what differs.";
    private static final int SHOWN = 5;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description =
                    "With --data: largest number of anomalous images to test on and to explain, and of normal images to test"
                            + " on. Default: ${DEFAULT-VALUE}.")
    private int limit = 12;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("xvad-demo");

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--without-measures",
            description =
                    "Learn faster, without measuring on normal images what explanations need to say how unusual what they"
                            + " find is and how far they can be relied on.")
    private boolean withoutMeasures;

    @Option(
            names = "--tiles",
            description =
                    "Only write small tiles of the photographed textures as data sets in MVTec's layout, one a texture, to try"
                            + " other commands on.")
    private boolean tiles;

    @Option(names = "--video", description = "The demo of videos instead, on synthetic scenes.")
    private boolean video;

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private Output output = new Output();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        if (data.given() && (video || tiles)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--video and --tiles are of synthetic data, not of --data");
        }
        try (OutputDirectory held = OutputDirectory.open(out)) {
            return video ? video() : tiles ? tiles() : images();
        }
    }

    private int tiles() {
        Texture.ALL.forEach(texture -> TileFiles.write(texture, seed, out.resolve(texture.name())));
        output.result(Output.mapper().createObjectNode().put("tiles", out.toString()), "wrote " + out);
        return 0;
    }

    private int images() {
        Demo demo = data.given() ? own() : packaged();
        Path page = out.resolve("report.html");
        demo.page().write(page);
        Output.write(demo.json(), out.resolve("report.json"));
        output.result(demo.json(), demo.text() + "wrote " + page);
        return 0;
    }

    private Training training() {
        Training training = Demo.training(seed);
        return withoutMeasures ? training.withoutMeasures() : training;
    }

    private Demo packaged() {
        output.say("a machined part and gravel: learn, detect, explain; this takes a minute or so");
        Demo demo = new Demo(INTRODUCTION, seed, training().withPreset("fast"));
        try (Workers workers = new Workers()) {
            demo.inspect(Demo.subjects(seed), SHOWN, workers);
        }
        return demo;
    }

    private Demo own() {
        AnomalyDataset dataset = data.open(output).readBy(reading.reader(output::warn));
        output.say(dataset.name() + ": learn, detect, explain");
        Demo demo = new Demo(OWN_INTRODUCTION, seed, training().withProgress(output.progress()));
        demo.inspect(List.of(() -> new OwnFolder(dataset, limit, seed).subject()), limit, Runnable::run);
        return demo;
    }

    private int video() {
        VideoDemo demo = new VideoDemo(VideoDemo.scenes(Texture.ALL.get(0).read(), seed), out, output.progress());
        VideoDemo.DETECTORS.forEach(detector -> {
            output.say("synthetic scenes, " + detector + ": learn, watch, recount, measure");
            demo.run(detector);
        });
        Output.writeText(demo.html(), out.resolve("video.html"));
        Output.write(demo.json(), out.resolve("video.json"));
        Output.write(demo.events(), out.resolve("events.json"));
        output.result(demo.json(), demo.text() + "wrote " + out.resolve("video.html"));
        return 0;
    }
}
