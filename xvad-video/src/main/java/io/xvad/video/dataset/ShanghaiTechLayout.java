package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens ShanghaiTech Campus. It reads tracks (Georgescu et al., 2021) if somebody put them there. */
final class ShanghaiTechLayout {

    private static final double FRAMES_PER_SECOND = 24;
    private static final String FRAME_MASKS = "testing/test_frame_mask";
    private static final String PIXEL_MASKS = "testing/test_pixel_mask";

    private ShanghaiTechLayout() {}

    static boolean recognises(Path root) {
        return Files.isDirectory(root.resolve(FRAME_MASKS));
    }

    static VideoDataset open(Path root) {
        Path videos = root.resolve("training/videos");
        Path train = Files.isDirectory(videos) ? videos : root.resolve("training/frames");
        return new VideoDataset(
                VideoFiles.datasetName(root),
                VideoFiles.videos(train).stream()
                        .map(place -> video(root, place))
                        .toList(),
                VideoFiles.videos(root.resolve("testing/frames")).stream()
                        .map(place -> testCase(root, place))
                        .toList());
    }

    /** The scene is what stands before the underscore in the name. */
    private static Video video(Path root, Path place) {
        String name = VideoFiles.stem(place);
        Video video = VideoFiles.video(root, place, FRAMES_PER_SECOND);
        int underscore = name.indexOf('_');
        return underscore > 0 ? video.withScene(name.substring(0, underscore)) : video;
    }

    private static VideoCase testCase(Path root, Path place) {
        String name = VideoFiles.stem(place);
        return new VideoCase(video(root, place), video -> truth(root, name));
    }

    private static VideoTruth truth(Path root, String name) {
        Path labels = root.resolve(FRAME_MASKS).resolve(name + ".npy");
        VideoTruth truth = VideoTruth.of(labels.toString(), labels(labels));
        Path pixels = root.resolve(PIXEL_MASKS).resolve(name + ".npy");
        if (Files.isRegularFile(pixels)) {
            truth = truth.withMasks(masks(pixels, truth));
        }
        VideoTruth known = truth;
        return tracks(root, name)
                .map(file -> known.withBoxes(() -> TrackText.corners(file)))
                .orElse(known);
    }

    private static boolean[] labels(Path file) {
        Npy npy = npy(file);
        if (npy.shape().length != 1) {
            throw new XvadDataException(
                    file + ": must be a vector of frame labels, has " + npy.shape().length + " dimensions");
        }
        double[] values = npy.doubles();
        boolean[] labels = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            labels[i] = values[i] != 0;
        }
        return labels;
    }

    private static Npy npy(Path file) {
        try {
            return Npy.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static FrameMasks masks(Path file, VideoTruth truth) {
        NpyVolume volume = NpyVolume.open(file);
        if (volume.frames() != truth.frames()) {
            throw new XvadDataException(
                    file + " tells of " + volume.frames() + " frames, but " + truth.source() + " of " + truth.frames());
        }
        return volume;
    }

    private static Optional<Path> tracks(Path root, String name) {
        return VideoFiles.firstOf(
                root.resolve("annotations/ShanghaiTech").resolve(name + ".txt"),
                root.resolve("annotations").resolve(name + ".txt"));
    }
}
