package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.TrackedBox;
import io.xvad.video.read.VideoFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the exit gate of Subway (Adam et al. 2008), one long video {@code subway_exit_turnstiles.AVI}, with the tracks of Georgescu et al.
 * 2021 in {@code annotations/Subway/Exit/01.txt}: the first 22,500 frames are to learn from, the others to test on, and a frame with a box
 * in it is anomalous.
 */
final class SubwayLayout {

    static final int LEARNED = 22_500;

    private static final String VIDEO = "subway_exit_turnstiles";
    private static final String TRACKS = "annotations/Subway/Exit/01.txt";

    private SubwayLayout() {}

    static boolean recognises(Path root) {
        return video(root).isPresent() && tracks(root).isPresent();
    }

    private static Optional<Path> video(Path root) {
        return VideoFiles.has(root, SubwayLayout::isExit)
                ? Optional.of(VideoFiles.children(root, SubwayLayout::isExit).get(0))
                : Optional.empty();
    }

    private static boolean isExit(Path file) {
        return VideoFiles.isVideo(file) && VideoFiles.stem(file).equalsIgnoreCase(VIDEO);
    }

    private static Optional<Path> tracks(Path root) {
        return VideoFiles.firstOf(root.resolve(TRACKS), root.resolve("Exit/01.txt"), root.resolve("01.txt"));
    }

    static VideoDataset open(Path root) {
        return open(root, LEARNED);
    }

    /** With another number of frames to learn from. */
    static VideoDataset open(Path root, int learned) {
        Path file =
                video(root).orElseThrow(() -> new XvadDataException(root.resolve(VIDEO + ".AVI") + ": no such file"));
        Path tracks = tracks(root).orElseThrow(() -> new XvadDataException(root.resolve(TRACKS) + ": no such file"));
        String name = VideoFiles.name(file);
        Video train = Video.of(name + "#train", () -> new FrameSpan(VideoFile.open(file), 0, learned));
        Video test = Video.of(name + "#test", () -> new FrameSpan(VideoFile.open(file), learned, Long.MAX_VALUE));
        return new VideoDataset(
                VideoFiles.datasetName(root),
                List.of(train),
                List.of(new VideoCase(test, video -> truth(tracks, learned, video))));
    }

    private static VideoTruth truth(Path tracks, int learned, Video video) {
        List<TrackedBox> boxes = TrackText.corners(tracks).stream()
                .filter(box -> box.frame() >= learned)
                .map(box -> new TrackedBox(box.frame() - learned, box.track(), box.box()))
                .toList();
        return VideoTruth.ofBoxes(tracks.toString(), boxes, video);
    }
}
