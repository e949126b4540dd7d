package io.xvad.cli;

import io.xvad.core.Tiling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the tiles into which large images are cut. */
final class TilingOptions {

    @Option(
            names = "--tiling",
            paramLabel = "PIXELS",
            description =
                    "Divide images into tiles of so many pixels a side, which the detector sees one at a time: for what is small in"
                            + " large images. The tiling is saved with the model.")
    private @Nullable Integer size;

    @Option(
            names = "--tiling-overlap",
            paramLabel = "PIXELS",
            description = "Pixels that neighbouring tiles share at least. Default: an eighth of a tile.")
    private @Nullable Integer overlap;

    @Option(
            names = "--tiling-memory",
            paramLabel = "WHICH",
            description =
                    "What is learned together: ${COMPLETION-CANDIDATES}. shared, for surfaces: what is normal in one tile is normal in"
                            + " all; position, for parts that lie alike in every image, all of one size: each tile has a memory of its own,"
                            + " and the model as many times the size. Default: shared.")
    private Tiling.@Nullable Memory memory;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    Optional<Tiling> tiling() {
        if (size == null) {
            if (overlap != null || memory != null) {
                throw wrong((overlap != null ? "--tiling-overlap" : "--tiling-memory") + " needs --tiling", null);
            }
            return Optional.empty();
        }
        try {
            Tiling tiles = overlap == null ? Tiling.of(size) : new Tiling(size, overlap);
            return Optional.of(memory == null ? tiles : tiles.withMemory(memory));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private RuntimeException wrong(String what, @Nullable Throwable cause) {
        return command == null
                ? new IllegalArgumentException(what, cause)
                : new ParameterException(command.commandLine(), what, cause);
    }
}
