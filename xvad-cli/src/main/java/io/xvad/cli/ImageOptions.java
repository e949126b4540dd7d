package io.xvad.cli;

import io.xvad.data.image.ImageReader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How images are read. */
final class ImageOptions {

    @Option(
            names = "--white-level",
            paramLabel = "VALUE",
            description =
                    "Sample value that is white, in images of more than 8 bits a sample: 4095 for a camera of 12 bits"
                            + " stored in 16, 255 for float TIFF of 0 to 255. Give the same to each command. Default: what the file"
                            + " says, else the most that it can hold.")
    private @Nullable Double whiteLevel;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * Reads as the options say.
     *
     * @param warn hears of the first image that is nearly black; the others are most often so for the same reason
     */
    ImageReader reader(Consumer<String> warn) {
        AtomicBoolean warned = new AtomicBoolean();
        ImageReader reader = ImageReader.withDefaults().withWarnings(dark -> {
            if (!warned.getAndSet(true)) {
                warn.accept(dark);
            }
        });
        if (whiteLevel == null) {
            return reader;
        }
        try {
            return reader.withWhiteLevel(whiteLevel);
        } catch (IllegalArgumentException e) {
            throw command == null
                    ? e
                    : new ParameterException(command.commandLine(), "--white-level: " + e.getMessage(), e);
        }
    }
}
