package io.xvad.video.read;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of a file as FFmpeg is to be told it. Names reach it in the default character set of Java; where that is not UTF-8, a name
 * beyond ASCII would become another, and a link of a plain name stands in for it until this is closed.
 */
final class FfmpegPath implements AutoCloseable {

    private final Path path;
    private final Optional<Path> folder;

    private FfmpegPath(Path path, Optional<Path> folder) {
        this.path = path;
        this.folder = folder;
    }

    /**
     * The name of a file.
     *
     * @param charset in which names are passed on
     * @throws XvadDataException if no link can be made where one is needed
     */
    static FfmpegPath of(Path file, Charset charset) {
        Path absolute = file.toAbsolutePath();
        boolean plain = charset.equals(StandardCharsets.UTF_8)
                || StandardCharsets.US_ASCII.newEncoder().canEncode(absolute.toString());
        return plain ? new FfmpegPath(absolute, Optional.empty()) : link(absolute, charset);
    }

    private static FfmpegPath link(Path file, Charset charset) {
        try {
            Path folder = Files.createTempDirectory("xvad-");
            Path link = folder.resolve("video" + ending(file));
            return new FfmpegPath(Files.createSymbolicLink(link, file), Optional.of(folder));
        } catch (IOException | UnsupportedOperationException e) {
            throw new XvadDataException(
                    file + ": its name cannot be told to FFmpeg in the character set " + charset
                            + "; start Java with -Dfile.encoding=UTF-8, or rename it",
                    e);
        }
    }

    private static String ending(Path file) {
        String name = file.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return ending.matches("\\w{1,8}") ? "." + ending : "";
    }

    String name() {
        return path.toString();
    }

    @Override
    public void close() {
        if (folder.isPresent()) {
            try {
                Files.deleteIfExists(path);
                Files.deleteIfExists(folder.get());
            } catch (IOException e) {
                throw new XvadDataException(path + ": cannot be deleted: " + e.getMessage(), e);
            }
        }
    }
}
