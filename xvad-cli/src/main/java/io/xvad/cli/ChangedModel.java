package io.xvad.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of a command that makes a model file of another. */
final class ChangedModel {

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Model file to write; may be the same file.")
    private Path out = Path.of("");

    /** The model file to read. */
    Path model() {
        return model;
    }

    /** The model file to write. */
    Path out() {
        return out;
    }
}
