package io.xvad.video.dataset;

import java.nio.file.Files;
import java.nio.file.Path;

/** Opens Street Scene (Ramachandra and Jones 2020): a frame with a box in it is anomalous. */
final class StreetSceneLayout {

    private static final double FRAMES_PER_SECOND = 15;

    private StreetSceneLayout() {}

    static boolean recognises(Path root) {
        Path test = root.resolve("Test");
        return Files.isDirectory(root.resolve("Train"))
                && VideoFiles.has(test, clip -> Files.isDirectory(clip) && Files.isRegularFile(tracks(clip)));
    }

    private static Path tracks(Path clip) {
        return clip.resolve(VideoFiles.name(clip) + "_gt.txt");
    }

    static VideoDataset open(Path root) {
        return new VideoDataset(
                VideoFiles.datasetName(root),
                VideoFiles.allIn(root, root.resolve("Train"), FRAMES_PER_SECOND),
                VideoFiles.videos(root.resolve("Test")).stream()
                        .map(clip -> new VideoCase(
                                VideoFiles.video(root, clip, FRAMES_PER_SECOND), video -> truth(video, tracks(clip))))
                        .toList());
    }

    private static VideoTruth truth(Video video, Path file) {
        return VideoTruth.ofBoxes(file.toString(), TrackText.centres(file), video);
    }
}
