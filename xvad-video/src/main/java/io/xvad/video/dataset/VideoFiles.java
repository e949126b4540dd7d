package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.Housekeeping;
import io.xvad.data.dataset.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds video files by their ending, and folders of frames. Hidden ones, those that systems keep for themselves, and videos that XVAD
 * has drawn in are left out.
 */
public final class VideoFiles {

    private static final List<String> EXTENSIONS = List.of(
            "avi", "mp4", "m4v", "mkv", "mov", "mpg", "mpeg", "webm", "wmv", "ts", "mts", "m2ts", "m2v", "3gp", "3g2",
            "flv", "asf", "vob", "ogv", "h264", "264", "h265", "265", "hevc", "mjpeg", "mjpg", "y4m");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})\\D*$");

    private VideoFiles() {}

    static boolean hasVideoEnding(Path path) {
        return EXTENSIONS.contains(ImageFiles.ending(path));
    }

    static boolean isVideo(Path path) {
        return hasVideoEnding(path)
                && !Housekeeping.isFile(path)
                && Files.isRegularFile(path)
                && !DrawnVideos.isOne(path);
    }

    /** Whether a folder has images and no video file beside which they would lie. */
    static boolean isFrameFolder(Path path) {
        return Files.isDirectory(path)
                && !has(path, VideoFiles::isVideo)
                && !ImageFiles.in(path).isEmpty();
    }

    /** The children of a directory that something holds for, in order of their names. */
    static List<Path> children(Path directory, Predicate<Path> wanted) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !Housekeeping.isFolder(child))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new XvadDataException(directory + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    /** Whether a directory is there and has such a child. */
    static boolean has(Path directory, Predicate<Path> wanted) {
        return Files.isDirectory(directory) && !children(directory, wanted).isEmpty();
    }

    /**
     * The video files and frame folders of a directory, in order of their names; at least one.
     *
     * @throws XvadDataException if there are none
     */
    public static List<Path> videos(Path directory) {
        List<Path> found = children(directory, child -> isVideo(child) || isFrameFolder(child));
        if (found.isEmpty()) {
            throw none(directory);
        }
        return found;
    }

    private static XvadDataException none(Path directory) {
        return new XvadDataException(
                directory + ": no videos found (looked for " + EXTENSIONS + " and folders of images)");
    }

    /**
     * The video files and frame folders in a directory and below it, links followed, in order of their paths; at least one. A folder of
     * frames is one video, whatever lies below it.
     *
     * @param leftOut folders that are not entered, as those that results are written to
     * @throws XvadDataException if there are none, or the directory cannot be listed
     */
    public static FoundVideos below(Path directory, Collection<Path> leftOut) {
        VideoSearch search = new VideoSearch(leftOut);
        search.search(directory);
        FoundVideos found = search.videos();
        if (found.places().isEmpty()) {
            throw found.passedOver().isEmpty()
                    ? none(directory)
                    : new XvadDataException(none(directory).getMessage() + "; "
                            + found.passedOver().text());
        }
        return found;
    }

    /** A video, by the name of its place below the folder of the data set. */
    static Video video(Path root, Path place, double framesPerSecond) {
        String id = root.relativize(place).toString().replace('\\', '/');
        return Files.isDirectory(place) ? Video.folder(id, place, framesPerSecond) : Video.file(id, place);
    }

    static List<Video> allIn(Path root, Path directory, double framesPerSecond) {
        return videos(directory).stream()
                .map(place -> video(root, place, framesPerSecond))
                .toList();
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** Name of the folder of a data set. */
    static String datasetName(Path root) {
        return name(root.toAbsolutePath().normalize());
    }

    /** The name of a video without the ending of a file. */
    static String stem(Path path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot <= 0 || Files.isDirectory(path) ? name : name.substring(0, dot);
    }

    /** The last number in the name of a video. */
    static int number(Path path) {
        Matcher matcher = NUMBER.matcher(stem(path));
        if (!matcher.find()) {
            throw new XvadDataException(path + ": there is no number in its name");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** The first of some files that is there. */
    static Optional<Path> firstOf(Path... candidates) {
        return Stream.of(candidates).filter(Files::isRegularFile).findFirst();
    }
}
