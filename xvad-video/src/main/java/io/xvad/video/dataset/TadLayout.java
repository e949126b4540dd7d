package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens TAD, traffic anomalies (Lv et al. 2021): folders of frames {@code frames/normal/Normal_001.mp4/0.jpg} and {@code
 * frames/abnormal/01_Accident_001.mp4/0.jpg}, with {@code tad_test_anno.json} of LaGoVAD (arXiv 2503.13160), which says when something happens
 * in the videos to test on. Of the others, the normal ones are to learn from, and the rest have weak labels with the kind in their names.
 */
final class TadLayout {

    /** Nobody says at which rate the frames were taken. */
    private static final double RATE = 25;

    private static final String FRAMES = "frames";
    private static final String NORMAL = "normal";
    private static final String ABNORMAL = "abnormal";
    private static final String ANNOTATION = "tad_test_anno.json";
    private static final Pattern NAME = Pattern.compile("\\d+_(.+)_\\d+(?:\\.\\w+)?");

    private TadLayout() {}

    static boolean recognises(Path root) {
        return annotation(root).isPresent() && Files.isDirectory(root.resolve(FRAMES));
    }

    private static Optional<Path> annotation(Path root) {
        return VideoFiles.firstOf(
                root.resolve(ANNOTATION), root.resolve("annotations").resolve(ANNOTATION));
    }

    static VideoDataset open(Path root) {
        Path file = annotation(root)
                .orElseThrow(() -> new XvadDataException(root.resolve(ANNOTATION)
                        + ": no such file; LaGoVAD publishes it in data/other_datasets"));
        NamedVideos videos = NamedVideos.below(root.resolve(FRAMES));
        List<VideoCase> tests = new ArrayList<>();
        Set<Path> tested = new HashSet<>();
        for (RelativeSpans one : RelativeSpans.read(file)) {
            Path place = videos.require(one.video(), file.toString());
            tested.add(place);
            tests.add(new VideoCase(video(root, place), video -> one.truth(file.toString(), video)));
        }
        List<Video> train = new ArrayList<>();
        List<WeakVideo> weak = new ArrayList<>();
        for (Path place : videos.all()) {
            boolean normal = isNormal(place);
            if (tested.contains(place)) {
                continue;
            }
            if (normal) {
                train.add(video(root, place));
            } else {
                weak.add(new WeakVideo(video(root, place), kind(place)));
            }
        }
        if (train.isEmpty()) {
            throw new XvadDataException(root.resolve(FRAMES).resolve(NORMAL)
                    + ": there is no video to learn from beside those to test on");
        }
        return new VideoDataset(VideoFiles.datasetName(root), train, weak, tests);
    }

    private static Video video(Path root, Path place) {
        return VideoFiles.video(root, place, RATE);
    }

    /** By its folder, which alone tells what is normal. */
    private static boolean isNormal(Path place) {
        String folder = VideoFiles.name(place.resolveSibling(""));
        if (!folder.equals(NORMAL) && !folder.equals(ABNORMAL)) {
            throw new XvadDataException(
                    place + ": videos of TAD lie in a folder " + NORMAL + " or " + ABNORMAL + ", got " + folder);
        }
        return folder.equals(NORMAL);
    }

    private static Optional<String> kind(Path place) {
        Matcher name = NAME.matcher(VideoFiles.name(place));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }
}
