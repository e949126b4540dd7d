package io.xvad.video.dataset;

import io.xvad.data.dataset.ImageFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Tells the videos that XVAD has drawn in, and the folders that it has written, from those that were filmed. */
final class DrawnVideos {

    private DrawnVideos() {}

    /** Of {@code detect}, {@code annotated.mp4} beside its scores; of {@code explain}, one beside its explanation. */
    static boolean isOne(Path file) {
        Path folder = file.resolveSibling("");
        return VideoFiles.name(file).equals("annotated.mp4") ? isOfOne(folder) : isExplained(file);
    }

    /**
     * Explanations are called {@code VIDEO.EXPLAINER.json}. A name that the character set of the system does not have is none that was
     * written in it.
     */
    private static boolean isExplained(Path file) {
        try {
            return isBesideExplanation(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isBesideExplanation(Path file) {
        Path video = file.resolveSibling(VideoFiles.stem(file));
        boolean named = VideoFiles.hasVideoEnding(video.resolveSibling(VideoFiles.stem(video)));
        return has(file.resolveSibling(""), VideoFiles.name(video) + ".json")
                && (named || has(file.resolveSibling(""), "explanations.json"));
    }

    /** Whether a folder has the results of {@code detect}, of all videos or of one, and neither videos nor frames beside them. */
    static boolean isFolder(Path folder) {
        boolean results = isOfOne(folder) || (has(folder, "video.html") && has(folder, "detections.json"));
        return results && ImageFiles.in(folder).isEmpty() && !VideoFiles.has(folder, VideoFiles::isVideo);
    }

    private static boolean isOfOne(Path folder) {
        return has(folder, "scores.json") && has(folder, "events.json");
    }

    private static boolean has(Path folder, String name) {
        return Files.isRegularFile(folder.resolve(name));
    }
}
