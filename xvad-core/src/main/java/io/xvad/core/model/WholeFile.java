package io.xvad.core.model;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes files that appear whole or not at all: under a temporary name, then moved. */
public final class WholeFile {

    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);
    private static final String PREFIX = ".xvad-";
    private static final String ENDING = ".tmp";
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    private WholeFile() {}

    /** The content of a file, which writes itself. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, with the directories above it.
     *
     * @throws XvadDataException naming the file, if it cannot be written
     */
    public static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is not a file that can be written");
        }
        try {
            Path temporary = Files.createDirectories(parent).resolve(PREFIX + UUID.randomUUID() + ENDING);
            try {
                try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
                    content.writeTo(out);
                }
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw unwritable(file, Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * Deletes what runs left in a directory that were killed as they wrote: temporary files of an hour ago and more. Those below it stay. One
     * that cannot be deleted is told in the log.
     */
    public static void removeLeftovers(Path directory) {
        FileTime recent = FileTime.from(Instant.now().minus(LEFT_OVER));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + ENDING)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(recent) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{}: what a killed run left there cannot be removed: {}", directory, e.toString());
        }
    }

    /**
     * Checks that a file could be written, before work whose result it is to hold: that it is no directory, and that the nearest
     * directory above it which exists may be written to.
     *
     * @throws XvadDataException naming the file and what is in the way
     */
    public static void requireWritable(Path file) {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new XvadDataException(file + ": cannot be written: it is a directory");
        }
        requireWritable(file, target.getParent());
    }

    /**
     * Checks that files could be written to a directory, before work whose results it is to hold: that it, or the nearest that
     * exists above it, is a directory that may be written to.
     *
     * @throws XvadDataException naming the directory and what is in the way
     */
    public static void requireWritableDirectory(Path directory) {
        requireWritable(directory, directory.toAbsolutePath());
    }

    private static void requireWritable(Path wanted, @Nullable Path nearest) {
        Path above = nearest;
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above != null && !Files.isDirectory(above)) {
            throw new XvadDataException(wanted + ": cannot be written: " + above + " is a file, not a directory");
        }
        if (above != null && !Files.isWritable(above)) {
            throw new XvadDataException(wanted + ": cannot be written: no permission to write to " + above);
        }
    }

    private static XvadDataException unwritable(Path file, IOException cause) {
        return new XvadDataException(file + ": cannot be written: " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "no permission to write to " + denied.getFile();
        }
        if (cause instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is a file, not a directory";
        }
        if (cause instanceof FileSystemException refused && refused.getReason() != null) {
            return refused.getReason();
        }
        return cause.getCause() instanceof IOException deeper ? reason(deeper) : String.valueOf(cause.getMessage());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
