package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.TrackedBox;
import io.xvad.video.read.VideoFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens a gate of Subway (Adam et al. 2008), one long video, with the tracks of Georgescu et al. 2021 in {@code annotations/Subway/Exit/01.txt}
 * or {@code annotations/Subway/Entrance/01.txt}: the first frames, as many as the {@code readme.txt} beside the tracks says, are to learn from,
 * the others to test on, and a frame with a box in it is anomalous.
 */
enum SubwayLayout {
    /** {@code subway_exit_turnstiles.AVI}, of which 22,500 frames are learned from. */
    EXIT("subway_exit_turnstiles", "Exit", 22_500),
    /** {@code subway_entrance_turnstiles.AVI}, of which 76,453 frames are learned from. */
    ENTRANCE("subway_entrance_turnstiles", "Entrance", 76_453);

    private final String video;
    private final String folder;
    private final int learned;

    SubwayLayout(String video, String folder, int learned) {
        this.video = video;
        this.folder = folder;
        this.learned = learned;
    }

    boolean recognises(Path root) {
        return video(root).isPresent() && tracks(root).isPresent();
    }

    private Optional<Path> video(Path root) {
        return VideoFiles.has(root, this::isGate)
                ? Optional.of(VideoFiles.children(root, this::isGate).get(0))
                : Optional.empty();
    }

    private boolean isGate(Path file) {
        return VideoFiles.isVideo(file) && VideoFiles.stem(file).equalsIgnoreCase(video);
    }

    private Optional<Path> tracks(Path root) {
        return VideoFiles.firstOf(published(root), root.resolve(folder).resolve("01.txt"), root.resolve("01.txt"));
    }

    private Path published(Path root) {
        return root.resolve("annotations/Subway").resolve(folder).resolve("01.txt");
    }

    VideoDataset open(Path root) {
        return open(root, learned);
    }

    /** With another number of frames to learn from. */
    VideoDataset open(Path root, int first) {
        Path file = video(root).orElseThrow(() -> missing(root.resolve(video + ".AVI")));
        Path tracks = tracks(root).orElseThrow(() -> missing(published(root)));
        String name = VideoFiles.name(file);
        Video train = Video.of(name + "#train", () -> new FrameSpan(VideoFile.open(file), 0, first));
        Video test = Video.of(name + "#test", () -> new FrameSpan(VideoFile.open(file), first, Long.MAX_VALUE));
        return new VideoDataset(
                VideoFiles.datasetName(root),
                List.of(train),
                List.of(new VideoCase(test, video -> truth(tracks, first, video))));
    }

    private static XvadDataException missing(Path file) {
        return new XvadDataException(file + ": no such file");
    }

    private static VideoTruth truth(Path tracks, int first, Video video) {
        List<TrackedBox> boxes = TrackText.corners(tracks).stream()
                .filter(box -> box.frame() >= first)
                .map(box -> new TrackedBox(box.frame() - first, box.track(), box.box()))
                .toList();
        return VideoTruth.ofBoxes(tracks.toString(), boxes, video);
    }
}
