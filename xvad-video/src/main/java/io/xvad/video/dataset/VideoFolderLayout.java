package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.FolderContents;
import io.xvad.data.dataset.Housekeeping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code train/} and {@code test/} of video files and folders of frames, with the events of the test videos in
 * {@code truth.csv} or {@code truth.json} as {@link LabelledEvent} has them; or any folder of videos, to train only. Folders of frames
 * have the rate that {@code fps.txt} tells, or 25 frames a second.
 */
final class VideoFolderLayout {

    private static final Logger LOG = LoggerFactory.getLogger(VideoFolderLayout.class);
    private static final double USUAL_RATE = 25;
    private static final String RATE = "fps.txt";
    static final String CSV = "truth.csv";
    private static final String JSON = "truth.json";

    private VideoFolderLayout() {}

    /** Folders of frames alone could as well be images, and are not taken for videos. */
    static boolean recognises(Path root) {
        boolean told = VideoFiles.firstOf(root.resolve(CSV), root.resolve(JSON), root.resolve(RATE))
                .isPresent();
        return VideoFiles.has(root.resolve("train"), child -> told || VideoFiles.isVideo(child))
                || VideoFiles.has(root, VideoFiles::isVideo);
    }

    static VideoDataset open(Path root) {
        String name = VideoFiles.datasetName(root);
        double rate = rate(root.resolve(RATE));
        Path train = root.resolve("train");
        if (!Files.isDirectory(train)) {
            List<Path> places = VideoFiles.videos(root);
            NormalVideos.requireUnsaid(root, places);
            tellOthers(root, places);
            return new VideoDataset(name, VideoFiles.allIn(root, root, rate), List.of());
        }
        NormalVideos.requireWithinTraining(root, VideoFiles.videos(train));
        Path test = root.resolve("test");
        List<VideoCase> cases = Files.isDirectory(test) ? cases(root, test, rate) : List.of();
        return new VideoDataset(name, VideoFiles.allIn(root, train, rate), cases);
    }

    private static void tellOthers(Path root, List<Path> places) {
        List<String> others = FolderContents.of(root).folders().stream()
                .filter(folder -> !Housekeeping.isFolder(folder) && !places.contains(folder))
                .map(VideoFiles::name)
                .toList();
        if (!others.isEmpty()) {
            LOG.warn("{}: {} videos are taken, those within its folders {} are not", root, places.size(), others);
        }
    }

    private static double rate(Path file) {
        if (!Files.isRegularFile(file)) {
            return USUAL_RATE;
        }
        String text = String.join("", NumberLines.lines(file)).strip();
        try {
            double rate = TruthNumber.of(text);
            if (rate > 0) {
                return rate;
            }
            throw new XvadDataException(file + ": frames per second must be finite and above 0, got " + text);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(
                    file + ": frames per second must be a number, got '" + text + "': " + e.getMessage(), e);
        }
    }

    private static List<VideoCase> cases(Path root, Path test, double rate) {
        Path table = VideoFiles.firstOf(root.resolve(CSV), root.resolve(JSON))
                .orElseThrow(() -> new XvadDataException(
                        root + ": has videos in test/, but neither " + CSV + " nor " + JSON + " that tells of them"));
        List<Path> places = VideoFiles.videos(test);
        Map<String, List<LabelledEvent>> events = byVideo(table, places);
        return places.stream()
                .map(place -> new VideoCase(
                        VideoFiles.video(root, place, rate),
                        video -> LabelledEvent.truth(
                                table.toString(), events.getOrDefault(VideoFiles.stem(place), List.of()), video)))
                .toList();
    }

    private static Map<String, List<LabelledEvent>> byVideo(Path table, List<Path> places) {
        Map<String, List<LabelledEvent>> events = new HashMap<>();
        Map<String, String> stems = new HashMap<>();
        for (Path place : places) {
            String stem = VideoFiles.stem(place);
            if (events.put(stem, new ArrayList<>()) != null) {
                throw new XvadDataException(place + ": there is another video of the same name but for its ending");
            }
            stems.put(stem, stem);
            stems.put(VideoFiles.name(place), stem);
        }
        for (LabelledEvent event : EventTable.read(table)) {
            String stem = Optional.ofNullable(stems.get(event.video()))
                    .orElseThrow(() -> new XvadDataException(table + ": there is no video '" + event.video()
                            + "' in test/; there are " + new TreeSet<>(events.keySet())));
            events.computeIfAbsent(stem, missing -> new ArrayList<>()).add(event);
        }
        return events;
    }
}
