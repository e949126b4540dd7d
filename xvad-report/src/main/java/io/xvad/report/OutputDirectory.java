package io.xvad.report;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory that one run at a time writes its results to: held from before the work until it is closed, by a lock on a hidden file
 * that the operating system frees if the process dies.
 */
public final class OutputDirectory implements AutoCloseable {

    private static final String LOCK = ".xvad-lock";

    private final FileChannel channel;

    private OutputDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory if there is none, and holds it. Temporary files that a killed run left there an hour ago and more go.
     *
     * @throws XvadDataException naming it, if it is a file, cannot be written to, or another run holds it
     */
    public static OutputDirectory open(Path directory) {
        Path lock = directory.resolve(LOCK);
        WholeFile.requireWritableDirectory(directory);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new XvadDataException(
                        directory + ": another run writes its results there; choose another directory");
            }
            OutputDirectory held = new OutputDirectory(channel);
            try {
                tidy(directory);
            } catch (IOException e) {
                held.close();
                throw e;
            }
            return held;
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Removes what a run that was killed left in the directory and below it, wherever that can be read and written. */
    private static void tidy(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                WholeFile.removeLeftovers(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new XvadDataException("the lock of an output directory cannot be freed: " + e.getMessage(), e);
        }
    }
}
