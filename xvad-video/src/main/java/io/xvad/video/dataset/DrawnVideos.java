package io.xvad.video.dataset;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the videos that XVAD has drawn in from those that were filmed. */
final class DrawnVideos {

    private DrawnVideos() {}

    /** Of {@code detect}, {@code annotated.mp4} beside its scores and events; of {@code explain}, one beside its explanation. */
    static boolean isOne(Path file) {
        return VideoFiles.name(file).equals("annotated.mp4")
                ? has(file, "scores.json") && has(file, "events.json")
                : has(file, "explanations.json") && has(file, VideoFiles.stem(file) + ".json");
    }

    private static boolean has(Path file, String beside) {
        return Files.isRegularFile(file.resolveSibling(beside));
    }
}
