package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.video.read.VideoFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the crowds of UMN (University of Minnesota), one video {@code Crowd-Activity-All.avi} of eleven clips in three scenes, each of people
 * who walk about and then run away. What is anomalous is painted into the video and in no file, so that {@code truth.csv} or {@code truth.json}
 * of {@link LabelledEvent} has to say it, in frames of the whole video. The first 250 frames of each clip are to learn from, the others to
 * test on.
 */
final class UmnLayout {

    private static final int LEARNED = 250;
    private static final String VIDEO = "Crowd-Activity-All";
    private static final String TRUTH = "truth.csv";

    /** The clips by their first frames, as programs that read the data set cut them. */
    private static final List<Part> CLIPS = List.of(
            new Part("1_1", 0, 625),
            new Part("1_2", 625, 1453),
            new Part("2_1", 1453, 2002),
            new Part("2_2", 2002, 2687),
            new Part("2_3", 2687, 3455),
            new Part("2_4", 3455, 4034),
            new Part("2_5", 4034, 4929),
            new Part("2_6", 4929, 5596),
            new Part("3_1", 5596, 6254),
            new Part("3_2", 6254, 6931),
            new Part("3_3", 6931, Integer.MAX_VALUE));

    private UmnLayout() {}

    /**
     * Some frames of the whole video.
     *
     * @param name scene, underscore, number of the clip in it
     * @param start first frame, from 0
     * @param end frame after the last
     */
    record Part(String name, int start, int end) {

        private Part first(int frames) {
            return new Part(name, start, start + frames);
        }

        private Part after(int frames) {
            return new Part(name, start + frames, end);
        }

        private boolean overlaps(Interval frames) {
            return frames.start() < end && frames.end() > start;
        }

        private LabelledEvent within(LabelledEvent event) {
            Interval frames = new Interval(
                    Math.max(start, event.frames().start()) - start,
                    Math.min(end, event.frames().end()) - start);
            return new LabelledEvent(event.video(), event.track(), frames, event.box());
        }

        private Video of(Path file, String use) {
            return Video.of(
                            VideoFiles.name(file) + "#" + name + "-" + use,
                            () -> new FrameSpan(VideoFile.open(file), start, end))
                    .withScene(name.substring(0, name.indexOf('_')));
        }
    }

    static boolean recognises(Path root) {
        return video(root).isPresent();
    }

    private static Optional<Path> video(Path root) {
        return VideoFiles.has(root, UmnLayout::isUmn)
                ? Optional.of(VideoFiles.children(root, UmnLayout::isUmn).get(0))
                : Optional.empty();
    }

    private static boolean isUmn(Path file) {
        return VideoFiles.isVideo(file) && VideoFiles.stem(file).equalsIgnoreCase(VIDEO);
    }

    static VideoDataset open(Path root) {
        return open(root, CLIPS, LEARNED);
    }

    /** With other clips, and another number of frames of each to learn from. */
    static VideoDataset open(Path root, List<Part> clips, int learned) {
        Path file = video(root).orElseThrow(() -> new XvadDataException(root.resolve(VIDEO + ".avi") + ": no such file"));
        Path table = VideoFiles.firstOf(root.resolve(TRUTH), root.resolve("truth.json"))
                .orElseThrow(() -> new XvadDataException(root.resolve(TRUTH)
                        + ": no such file; the labels of UMN are painted into its video, so that a table has to say"
                        + " in which of its frames people run away"));
        List<LabelledEvent> events = EventTable.read(table);
        events.forEach(event -> requireOf(file, table, event));
        List<Part> learnedFrom = clips.stream().map(clip -> clip.first(learned)).toList();
        learnedFrom.forEach(part -> requireNormal(table, events, part));
        return new VideoDataset(
                VideoFiles.datasetName(root),
                learnedFrom.stream().map(part -> part.of(file, "train")).toList(),
                clips.stream()
                        .map(clip -> clip.after(learned))
                        .map(part -> new VideoCase(
                                part.of(file, "test"), video -> truth(table.toString(), events, part, video)))
                        .toList());
    }

    private static void requireOf(Path file, Path table, LabelledEvent event) {
        if (!event.video().equals(VideoFiles.name(file)) && !event.video().equals(VideoFiles.stem(file))) {
            throw new XvadDataException(
                    table + ": there is no video '" + event.video() + "', only " + VideoFiles.name(file));
        }
    }

    private static void requireNormal(Path table, List<LabelledEvent> events, Part learned) {
        for (LabelledEvent event : events) {
            if (learned.overlaps(event.frames())) {
                throw new XvadDataException(table + ": frames " + event.frames().start() + " to "
                        + (event.frames().end() - 1) + " are anomalous, but frames " + learned.start() + " to "
                        + (learned.end() - 1) + " are learned from");
            }
        }
    }

    private static VideoTruth truth(String source, List<LabelledEvent> events, Part part, Video video) {
        return LabelledEvent.truth(
                source,
                events.stream()
                        .filter(event -> part.overlaps(event.frames()))
                        .map(part::within)
                        .toList(),
                video);
    }
}
