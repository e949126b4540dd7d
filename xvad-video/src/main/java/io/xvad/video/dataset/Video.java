package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.ImageFiles;
import io.xvad.video.read.FrameFolder;
import io.xvad.video.read.FrameSource;
import io.xvad.video.read.VideoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A video that is opened when it is asked for, as often as one likes. Thread-safe; what it opens is not. */
public final class Video {

    private final String id;
    private final Optional<String> scene;
    private final Optional<Path> file;
    private final Supplier<FrameSource> opener;
    private final FrameCount count;

    private Video(
            String id, Optional<String> scene, Optional<Path> file, Supplier<FrameSource> opener, FrameCount count) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("video id must not be empty");
        }
        this.id = id;
        this.scene = scene;
        this.file = file;
        this.opener = opener;
        this.count = count;
    }

    /** A video file; not touched yet. */
    public static Video file(String id, Path file) {
        return counted(id, Optional.of(file), () -> VideoFile.open(file), () -> VideoFile.count(file));
    }

    /**
     * A video file of which the rate is known; not touched yet.
     *
     * @param untimedRate frames a second if the file has no time stamps, finite and above 0; wrong ones are refused when it is opened
     */
    public static Video file(String id, Path file, double untimedRate) {
        return counted(id, Optional.of(file), () -> VideoFile.open(file, untimedRate), () -> VideoFile.count(file));
    }

    /**
     * A folder of image files, one a frame; not touched yet.
     *
     * @param framesPerSecond of the camera, finite and above 0; wrong ones are refused when it is opened
     */
    public static Video folder(String id, Path folder, double framesPerSecond) {
        return counted(
                id, Optional.of(folder), () -> FrameFolder.open(folder, framesPerSecond), () -> ImageFiles.in(folder)
                        .size());
    }

    /** A video that the caller opens; its frames are counted by reading all of them. */
    public static Video of(String id, Supplier<FrameSource> opener) {
        return counted(id, Optional.empty(), opener, () -> countByReading(opener));
    }

    private static Video counted(String id, Optional<Path> file, Supplier<FrameSource> opener, IntSupplier counter) {
        return new Video(id, Optional.empty(), file, opener, new FrameCount(id, counter));
    }

    private static int countByReading(Supplier<FrameSource> opener) {
        try (FrameSource source = opener.get()) {
            int frames = 0;
            while (source.next().isPresent()) {
                frames++;
            }
            return frames;
        }
    }

    /** The same video, known to show a scene. */
    public Video withScene(String name) {
        return new Video(id, Optional.of(name), file, opener, count);
    }

    /** Name of the video within its data set: its path below the folder of the data set, with {@code /} between names. */
    public String id() {
        return id;
    }

    /** The place or camera it shows, if the data set tells. */
    public Optional<String> scene() {
        return scene;
    }

    /**
     * When its file, or its folder of frames, was last changed; empty if the caller opens it.
     *
     * @throws XvadDataException if that cannot be read
     */
    public Optional<Instant> time() {
        return file.map(Video::changed);
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot read when it was changed: " + e.getMessage(), e);
        }
    }

    /**
     * Opens it at its first frame; to be closed by the caller.
     *
     * @throws XvadDataException if it cannot be read
     */
    public FrameSource open() {
        return opener.get();
    }

    /**
     * Number of its frames. That of a file is found by decoding it once, since what a file says of itself may be wrong; it is
     * remembered.
     *
     * @throws XvadDataException if it has none, or cannot be read
     */
    public int frames() {
        return count.get();
    }

    @Override
    public String toString() {
        return "Video[" + id + "]";
    }

    /** Counts once. */
    private static final class FrameCount {

        private final String id;
        private final IntSupplier counter;
        private int frames;

        FrameCount(String id, IntSupplier counter) {
            this.id = id;
            this.counter = counter;
        }

        synchronized int get() {
            if (frames == 0) {
                frames = counter.getAsInt();
                if (frames < 1) {
                    throw new XvadDataException("video " + id + " has no frames");
                }
            }
            return frames;
        }
    }
}
