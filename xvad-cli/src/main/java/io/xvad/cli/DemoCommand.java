package io.xvad.cli;

import io.xvad.cli.demo.Demo;
import io.xvad.cli.demo.TileFiles;
import io.xvad.cli.demo.VideoDemo;
import io.xvad.report.OutputDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Everything at once, offline: learn three photographed textures, find synthetic defects, explain and"
                        + " measure. Writes report.html and report.json. With --video: learn synthetic scenes, find what moves"
                        + " wrongly in others; writes video.html, video.json, events.json and annotated videos.")
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("xvad-demo");

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--tiles",
            description =
                    "Only write the images of the demo as data sets in MVTec's layout, one a texture, to try other"
                            + " commands on.")
    private boolean tiles;

    @Option(names = "--video", description = "The demo of videos instead, on synthetic scenes.")
    private boolean video;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (OutputDirectory held = OutputDirectory.open(out)) {
            return video ? video() : images();
        }
    }

    private int images() {
        if (tiles) {
            Demo.Texture.ALL.forEach(texture -> TileFiles.write(texture, seed, out.resolve(texture.name())));
            output.result(Output.mapper().createObjectNode().put("tiles", out.toString()), "wrote " + out);
            return 0;
        }
        Demo demo = new Demo(seed, output.progress());
        Demo.Texture.ALL.forEach(texture -> {
            output.say("texture " + texture + ": learn, detect, explain, measure");
            demo.run(texture);
        });
        Output.writeText(demo.html(), out.resolve("report.html"));
        Output.write(demo.json(), out.resolve("report.json"));
        output.result(demo.json(), demo.text() + "wrote " + out.resolve("report.html"));
        return 0;
    }

    private int video() {
        VideoDemo demo = new VideoDemo(VideoDemo.scenes(Demo.Texture.ALL.get(0).read(), seed), out, output.progress());
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
