package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens CUHK Avenue as its authors publish it; {@link FramesLayout} opens its re-releases as frames. */
final class AvenueLayout {

    private static final double FRAMES_PER_SECOND = 25;
    private static final String LABELS = "avenue.mat";

    private AvenueLayout() {}

    static boolean recognises(Path root) {
        return Files.isDirectory(root.resolve("training_videos")) || FramesLayout.recognises(root, "avenue");
    }

    static VideoDataset open(Path root) {
        if (FramesLayout.recognises(root, "avenue")) {
            return FramesLayout.open(root, FRAMES_PER_SECOND, root.resolve(LABELS));
        }
        List<Path> files = VideoFiles.videos(root.resolve("testing_videos"));
        FramesLayout.Truths truths = truths(root);
        return new VideoDataset(
                VideoFiles.datasetName(root),
                VideoFiles.allIn(root, root.resolve("training_videos"), FRAMES_PER_SECOND),
                files.stream()
                        .map(file -> new VideoCase(VideoFiles.video(root, file, FRAMES_PER_SECOND), truths.of(file)))
                        .toList());
    }

    /** Pixel masks where they are; else the labels of frames that go around. */
    private static FramesLayout.Truths truths(Path root) {
        Optional<Path> masks = Optional.of(root.resolve("ground_truth_demo/testing_label_mask"))
                .filter(Files::isDirectory)
                .or(() -> Optional.of(root.resolve("testing_label_mask")).filter(Files::isDirectory));
        if (masks.isPresent()) {
            Path folder = masks.get();
            return file -> video -> masked(folder.resolve(VideoFiles.number(file) + "_label.mat"));
        }
        Path labels = VideoFiles.firstOf(
                        root.resolve(LABELS), root.resolve("ground_truth_demo").resolve(LABELS))
                .orElseThrow(
                        () -> new XvadDataException(
                                root
                                        + ": Avenue has ground_truth_demo/testing_label_mask/1_label.mat or avenue.mat, found neither"));
        return FramesLayout.truths(labels);
    }

    private static VideoTruth masked(Path file) {
        PackedMasks masks = MatTruth.read(file).masks("volLabel");
        return VideoTruth.of(file.toString(), masks.labels()).withMasks(masks);
    }
}
