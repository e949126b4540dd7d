package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Opens UCSD Ped1 and Ped2 as UCSD publishes them; {@link FramesLayout} opens their re-releases. */
final class UcsdLayout {

    static final double FRAMES_PER_SECOND = 10;
    private static final String MASKS = "_gt";

    private UcsdLayout() {}

    static boolean recognises(Path root) {
        return VideoFiles.has(root.resolve("Train"), clip -> Files.isDirectory(clip) && isTiff(clip))
                || isRerelease(root);
    }

    private static boolean isTiff(Path clip) {
        return VideoFiles.has(
                clip, file -> VideoFiles.name(file).toLowerCase(Locale.ROOT).endsWith(".tif"));
    }

    private static boolean isRerelease(Path root) {
        return FramesLayout.recognises(root, "ped1") || FramesLayout.recognises(root, "ped2");
    }

    static VideoDataset open(Path root) {
        if (isRerelease(root)) {
            return openRerelease(root);
        }
        List<Path> clips = VideoFiles.children(root.resolve("Test"), UcsdLayout::isClip);
        Optional<MatlabListFile> list = list(root, clips);
        return new VideoDataset(
                VideoFiles.datasetName(root),
                VideoFiles.children(root.resolve("Train"), UcsdLayout::isClip).stream()
                        .map(clip -> VideoFiles.video(root, clip, FRAMES_PER_SECOND))
                        .toList(),
                clips.stream()
                        .map(clip -> testCase(root, clip, clips.indexOf(clip), list))
                        .toList());
    }

    private static VideoDataset openRerelease(Path root) {
        return FramesLayout.recognises(root, "ped2")
                ? FramesLayout.open(root, FRAMES_PER_SECOND, "UCSD's own list of Ped2", UcsdPed2.anomalousFrames())
                : FramesLayout.open(root, FRAMES_PER_SECOND, root.resolve("ped1.mat"));
    }

    private static boolean isClip(Path path) {
        return VideoFiles.isFrameFolder(path) && !VideoFiles.name(path).endsWith(MASKS);
    }

    /** The script that lists anomalous frames. */
    private record MatlabListFile(Path file, List<List<Interval>> clips) {}

    private static Optional<MatlabListFile> list(Path root, List<Path> clips) {
        Predicate<Path> isList = file -> VideoFiles.name(file).matches("(?i)ucsdped\\d\\.m");
        Optional<Path> file = VideoFiles.children(root.resolve("Test"), isList).stream()
                .findFirst()
                .or(() -> VideoFiles.children(root, isList).stream().findFirst());
        return file.map(path -> new MatlabListFile(path, MatlabList.read(path))).map(read -> {
            if (read.clips.size() != clips.size()) {
                throw new XvadDataException(read.file + " lists " + read.clips.size() + " clips, but there are "
                        + clips.size() + " in " + root.resolve("Test"));
            }
            return read;
        });
    }

    private static VideoCase testCase(Path root, Path clip, int index, Optional<MatlabListFile> list) {
        return new VideoCase(
                VideoFiles.video(root, clip, FRAMES_PER_SECOND),
                video -> withTracks(
                        clip,
                        withMasks(
                                video,
                                clip,
                                list.map(file -> VideoTruth.of(
                                        file.file.toString(),
                                        Interval.labels(file.file.toString(), file.clips.get(index), video))))));
    }

    private static VideoTruth withMasks(Video video, Path clip, Optional<VideoTruth> listed) {
        Path folder = clip.resolveSibling(VideoFiles.name(clip) + MASKS);
        if (!Files.isDirectory(folder)) {
            return listed.orElseThrow(() -> new XvadDataException("nothing tells what is anomalous in " + clip
                    + ": there is neither " + folder + " nor a UCSDped1.m"));
        }
        MaskFolder masks = MaskFolder.of(folder, video);
        return listed.orElseGet(() -> VideoTruth.of(folder.toString(), masks.labels()))
                .withMasks(masks)
                .withBoxes(() -> MaskTracks.of(masks));
    }

    private static VideoTruth withTracks(Path clip, VideoTruth truth) {
        String name = VideoFiles.name(clip) + "_gt.txt";
        return VideoFiles.firstOf(clip.resolve(name), clip.resolveSibling(name))
                .map(file -> truth.withBoxes(() -> TrackText.centres(file)))
                .orElse(truth);
    }
}
