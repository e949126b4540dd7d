package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the re-releases of data sets that came with frame prediction (Liu et al., 2018): {@code training/frames/01/*.jpg},
 * {@code testing/frames/01/*.jpg}, perhaps {@code testing/masks/01/*.png}, and a MATLAB file of anomalous frames. A clip is found in the list by the number that is its name, so that some clips may be left out.
 */
final class FramesLayout {

    private FramesLayout() {}

    static boolean recognises(Path root, String mat) {
        return Files.isDirectory(root.resolve("training/frames")) && Files.isRegularFile(root.resolve(mat + ".mat"));
    }

    static VideoDataset open(Path root, double framesPerSecond, Path mat) {
        return open(root, framesPerSecond, truths(mat));
    }

    static VideoDataset open(Path root, double framesPerSecond, String source, List<List<Interval>> clips) {
        return open(root, framesPerSecond, truths(source, clips));
    }

    /** The truth in a MATLAB file: intervals of all clips in a variable {@code gt}, or labels of each in one of its own. */
    static Truths truths(Path mat) {
        MatTruth read = MatTruth.read(mat);
        if (read.has("gt")) {
            return truths(mat.toString(), read.intervals("gt"));
        }
        return clip -> {
            String name = "%02d".formatted(VideoFiles.number(clip));
            return video -> VideoTruth.of(mat + " '" + name + "'", read.labels(name));
        };
    }

    private static Truths truths(String source, List<List<Interval>> clips) {
        return clip -> {
            List<Interval> intervals = listed(source, clips, clip);
            return video -> withMasks(VideoTruth.of(source, Interval.labels(source, intervals, video)), clip, video);
        };
    }

    /** With the masks in {@code testing/masks/01/*.png}, if somebody put them there. */
    private static VideoTruth withMasks(VideoTruth truth, Path clip, Video video) {
        Path folder = clip.resolve("../../masks").normalize().resolve(VideoFiles.name(clip));
        if (!Files.isDirectory(folder)) {
            return truth;
        }
        MaskFolder masks = MaskFolder.of(folder, video);
        return truth.withMasks(masks).withBoxes(() -> MaskTracks.of(masks));
    }

    private static List<Interval> listed(String source, List<List<Interval>> clips, Path clip) {
        int number = VideoFiles.number(clip);
        return Optional.of(number - 1)
                .filter(index -> index >= 0 && index < clips.size())
                .map(clips::get)
                .orElseThrow(() -> new XvadDataException(
                        source + " has clips 1 to " + clips.size() + ", but not the number of " + clip));
    }

    /** Finds the truth of a clip. */
    @FunctionalInterface
    interface Truths {
        VideoCase.TruthReader of(Path clip);
    }

    private static VideoDataset open(Path root, double framesPerSecond, Truths truths) {
        return new VideoDataset(
                VideoFiles.datasetName(root),
                VideoFiles.allIn(root, root.resolve("training/frames"), framesPerSecond),
                VideoFiles.videos(root.resolve("testing/frames")).stream()
                        .map(clip -> new VideoCase(VideoFiles.video(root, clip, framesPerSecond), truths.of(clip)))
                        .toList());
    }
}
