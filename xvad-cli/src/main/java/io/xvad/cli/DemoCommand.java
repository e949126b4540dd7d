package io.xvad.cli;

import io.xvad.cli.demo.Demo;
import io.xvad.cli.demo.TileFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xvad demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Everything at once, offline: learn three photographed textures, find synthetic defects, explain and"
                        + " measure. Writes report.html and report.json.")
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("xvad-demo");

    @Option(names = "--seed", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--tiles",
            description =
                    "Only write the pictures of the demo as data sets in MVTec's layout, one a texture, to try other"
                            + " commands on.")
    private boolean tiles;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
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
}
