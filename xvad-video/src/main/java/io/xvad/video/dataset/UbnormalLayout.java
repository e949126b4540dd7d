package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens UBnormal (Acsintoae et al., 2022). Its lists of names say what is for training and what for testing: normal training
 * videos to learn from, test videos of both kinds to test on; the anomalous training videos and the validation videos are left
 * out. Without the lists, all normal videos are for training and all anomalous ones for testing.
 */
final class UbnormalLayout {

    private static final double UNUSED_RATE = 30;
    private static final String ABNORMAL = "abnormal";

    private UbnormalLayout() {}

    static boolean recognises(Path root) {
        return VideoFiles.has(root, UbnormalLayout::isScene);
    }

    private static boolean isScene(Path path) {
        return VideoFiles.name(path).matches("Scene\\d+") && VideoFiles.has(path, VideoFiles::isVideo);
    }

    static VideoDataset open(Path root) {
        Map<String, Path> files = files(root);
        List<Path> train = chosen(root, files, "normal_training_video_names.txt")
                .orElseGet(() -> files.values().stream()
                        .filter(file -> !isAbnormal(file))
                        .toList());
        List<Path> test = new ArrayList<>();
        chosen(root, files, "normal_test_video_names.txt").ifPresent(test::addAll);
        test.addAll(chosen(root, files, "abnormal_test_video_names.txt").orElseGet(() -> files.values().stream()
                .filter(UbnormalLayout::isAbnormal)
                .toList()));
        return new VideoDataset(
                VideoFiles.datasetName(root),
                train.stream().map(file -> video(root, file)).toList(),
                test.stream()
                        .map(file -> new VideoCase(video(root, file), video -> truth(file, video)))
                        .toList());
    }

    private static Map<String, Path> files(Path root) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path scene : VideoFiles.children(root, UbnormalLayout::isScene)) {
            for (Path file : VideoFiles.children(scene, VideoFiles::isVideo)) {
                files.put(VideoFiles.stem(file), file);
            }
        }
        if (files.isEmpty()) {
            throw new XvadDataException(root + ": UBnormal has folders Scene1, Scene2 ... of videos, found none");
        }
        return files;
    }

    private static Optional<List<Path>> chosen(Path root, Map<String, Path> files, String list) {
        return VideoFiles.firstOf(root.resolve(list), root.resolve("scripts").resolve(list))
                .map(file -> NumberLines.lines(file).stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(name -> Optional.ofNullable(files.get(name))
                                .orElseThrow(() -> new XvadDataException(file + ": there is no video " + name)))
                        .toList());
    }

    private static boolean isAbnormal(Path file) {
        return VideoFiles.name(file).startsWith(ABNORMAL);
    }

    private static Video video(Path root, Path file) {
        String folder = root.relativize(file).getName(0).toString();
        return VideoFiles.video(root, file, UNUSED_RATE).withScene(folder.substring("Scene".length()));
    }

    private static VideoTruth truth(Path file, Video video) {
        if (!isAbnormal(file)) {
            return VideoTruth.normal(file.toString(), video.frames());
        }
        String name = VideoFiles.stem(file);
        Path folder = file.resolveSibling(name + "_annotations");
        Path tracks = Stream.of("_new_tracks.txt", "_tracks.txt")
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new XvadDataException("nothing tells what is anomalous in " + file + ": "
                        + folder.resolve(name + "_tracks.txt") + " is missing"));
        UbnormalTracks read = UbnormalTracks.read(tracks, folder, name);
        return VideoTruth.of(tracks.toString(), Interval.labels(tracks.toString(), read.intervals(), video))
                .withMasks(read)
                .withBoxes(read::boxes);
    }
}
