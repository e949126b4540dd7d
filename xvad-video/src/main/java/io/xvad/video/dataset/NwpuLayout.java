package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens NWPU Campus (Cao et al. 2023): {@code videos/Train/D001_01.avi}, {@code videos/Test/D001_03.avi} and {@code
 * groundtruth/NWPU_Campus_gt.npz}, which has a vector of 0 and 1 for each test video. The scene is what stands before the underscore.
 */
final class NwpuLayout {

    private static final double UNUSED_RATE = 25;
    private static final String TRAIN = "videos/Train";
    private static final String TEST = "videos/Test";
    private static final String TRUTH = "groundtruth/NWPU_Campus_gt.npz";

    private NwpuLayout() {}

    static boolean recognises(Path root) {
        return truth(root).isPresent() && VideoFiles.has(root.resolve(TRAIN), VideoFiles::isVideo);
    }

    private static Optional<Path> truth(Path root) {
        return VideoFiles.firstOf(root.resolve(TRUTH), root.resolve("NWPU_Campus_gt.npz"), root.resolve("gt.npz"));
    }

    static VideoDataset open(Path root) {
        NpzArchive truth = new NpzArchive(
                truth(root).orElseThrow(() -> new XvadDataException(root.resolve(TRUTH) + ": no such file")));
        List<Path> tests = VideoFiles.videos(root.resolve(TEST));
        var known = truth.names();
        for (Path test : tests) {
            if (!known.contains(VideoFiles.stem(test))) {
                throw new XvadDataException(truth.file() + ": has nothing of " + test);
            }
        }
        return new VideoDataset(
                VideoFiles.datasetName(root),
                VideoFiles.videos(root.resolve(TRAIN)).stream()
                        .map(place -> video(root, place))
                        .toList(),
                tests.stream()
                        .map(place -> new VideoCase(
                                video(root, place),
                                video -> VideoTruth.of(
                                        truth.file() + ", " + VideoFiles.stem(place),
                                        truth.labels(VideoFiles.stem(place)))))
                        .toList());
    }

    private static Video video(Path root, Path place) {
        String name = VideoFiles.stem(place);
        Video video = VideoFiles.video(root, place, UNUSED_RATE);
        int underscore = name.indexOf('_');
        return underscore > 0 ? video.withScene(name.substring(0, underscore)) : video;
    }
}
