package io.xvad.video.dataset;

import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Videos to learn from of which it is known whether they are anomalous, not when or where. Each is one {@link io.xvad.core.Clip}, whose frames must
 * fit into memory when it is asked for as a whole, by {@link #get}, and not when they are taken one after the other, by {@link #eachFrame}. Thread-safe, one reader at a time; to be closed when done with.
 */
public final class LabelledVideos implements LabelledSamples, AutoCloseable {

    private static final String ANOMALOUS = "anomalous";
    private static final Set<String> NORMAL = Set.of("normal", "good");
    private static final double USUAL_RATE = 25;

    private final VideoWindows whole;
    private final List<Label> labels;
    private final boolean tests;

    private LabelledVideos(List<Known> known, boolean tests) {
        this.whole = VideoWindows.whole(known.stream().map(Known::video).toList());
        this.labels = known.stream().map(Known::label).toList();
        this.tests = tests;
    }

    /** A video and what is known of it. */
    private record Known(Video video, Label label) {}

    /**
     * The videos of a directory. Of a data set that {@link VideoFormat} recognises those that it has with weak labels, else the anomalous ones of those to test on, if there are such; of any
     * other directory {@code anomalous/*}, or one folder for each kind of anomaly, {@code KIND/*}, with normal ones in {@code normal/*} or {@code good/*} if there are any, and all that lie in it,
     * as anomalous.
     *
     * @throws XvadDataException if there is none, or one cannot be read
     */
    public static LabelledVideos of(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        Optional<VideoDataset> dataset = VideoFormat.find(directory)
                .filter(format -> format != VideoFormat.VIDEO_FOLDER || Files.isDirectory(directory.resolve("test")))
                .map(format -> format.open(directory));
        List<Known> weak = dataset.map(LabelledVideos::weak).orElseGet(() -> ofFolders(directory));
        List<Known> tests = weak.isEmpty() ? dataset.map(LabelledVideos::tests).orElse(List.of()) : List.of();
        if (weak.isEmpty() && tests.isEmpty()) {
            throw new XvadDataException(directory + ": no labelled videos found; put anomalous ones into " + ANOMALOUS
                    + "/, or into a folder for each kind of anomaly");
        }
        return weak.isEmpty() ? new LabelledVideos(tests, true) : new LabelledVideos(weak, false);
    }

    private static List<Known> weak(VideoDataset dataset) {
        return dataset.weak().stream()
                .map(weak -> new Known(weak.video(), anomaly(weak.kind())))
                .toList();
    }

    private static List<Known> tests(VideoDataset dataset) {
        return dataset.test().stream()
                .filter(test -> test.truth().anomalousFrames() > 0)
                .map(test -> new Known(test.video(), Label.anomaly()))
                .toList();
    }

    private static Label anomaly(Optional<String> kind) {
        return kind.map(Label.anomaly()::withKind).orElseGet(Label::anomaly);
    }

    private static List<Known> ofFolders(Path directory) {
        List<Known> known = new ArrayList<>();
        for (Path folder : VideoFiles.children(directory, Files::isDirectory)) {
            if (!VideoFiles.isFrameFolder(folder)) {
                known.addAll(inside(directory, folder, label(VideoFiles.name(folder))));
            }
        }
        known.addAll(inside(directory, directory, Label.anomaly()));
        return known;
    }

    private static List<Known> inside(Path root, Path folder, Label label) {
        return VideoFiles.children(folder, LabelledVideos::isVideo).stream()
                .map(place -> new Known(VideoFiles.video(root, place, USUAL_RATE), label))
                .toList();
    }

    private static Label label(String folder) {
        if (NORMAL.contains(folder)) {
            return Label.normal();
        }
        return folder.equals(ANOMALOUS) ? Label.anomaly() : Label.anomaly().withKind(folder);
    }

    private static boolean isVideo(Path place) {
        return VideoFiles.isVideo(place) || VideoFiles.isFrameFolder(place);
    }

    /** Whether these are the anomalous ones of the videos to test on of a data set, on which nothing that learned from them can be judged. */
    public boolean areTests() {
        return tests;
    }

    @Override
    public int size() {
        return labels.size();
    }

    /** @throws XvadDataException if the video cannot be read, or is too large for memory */
    @Override
    public Sample get(int index) {
        return HeapSpace.of(id(index), () -> whole.get(index));
    }

    @Override
    public void eachFrame(int index, Consumer<Image> taker) {
        whole.eachFrame(index, taker);
    }

    @Override
    public String id(int index) {
        return whole.id(index);
    }

    @Override
    public Label label(int index) {
        return labels.get(index);
    }

    @Override
    public void close() {
        whole.close();
    }
}
