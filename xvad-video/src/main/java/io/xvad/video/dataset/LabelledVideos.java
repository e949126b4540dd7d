package io.xvad.video.dataset;

import io.xvad.core.HeapSpace;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Anomalous videos to learn from, of which nobody said when or where they are anomalous. Each is one {@link io.xvad.core.Clip}, read as a whole when it
 * is asked for, so that its frames must fit into memory. Thread-safe, one reader at a time; to be closed when done with.
 */
public final class LabelledVideos implements LabelledSamples, AutoCloseable {

    private static final String ANOMALOUS = "anomalous";
    private static final double USUAL_RATE = 25;

    private final VideoWindows whole;
    private final List<Label> labels;

    private LabelledVideos(List<Video> videos, List<Label> labels) {
        this.whole = VideoWindows.whole(videos);
        this.labels = List.copyOf(labels);
    }

    /**
     * The videos of a directory. Of a data set that {@link VideoFormat} recognises and that has test videos, those of them that are
     * anomalous; else {@code anomalous/*}, or one folder for each kind of anomaly, {@code KIND/*}, and all that lie in it.
     *
     * @throws XvadDataException if there is none, or one cannot be read
     */
    public static LabelledVideos of(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new XvadDataException(directory + ": no such directory");
        }
        List<Video> videos = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        if (!addTests(directory, videos)) {
            addFolders(directory, videos, labels);
        }
        while (labels.size() < videos.size()) {
            labels.add(Label.anomaly());
        }
        if (videos.isEmpty()) {
            throw new XvadDataException(directory + ": no labelled videos found; put anomalous ones into " + ANOMALOUS
                    + "/, or into a folder for each kind of anomaly");
        }
        return new LabelledVideos(videos, labels);
    }

    private static boolean addTests(Path directory, List<Video> videos) {
        Optional<VideoFormat> format = VideoFormat.find(directory)
                .filter(found -> found != VideoFormat.VIDEO_FOLDER || Files.isDirectory(directory.resolve("test")));
        format.ifPresent(found -> found.open(directory).test().stream()
                .filter(test -> test.truth().anomalousFrames() > 0)
                .forEach(test -> videos.add(test.video())));
        return format.isPresent();
    }

    private static void addFolders(Path directory, List<Video> videos, List<Label> labels) {
        for (Path folder : VideoFiles.children(directory, Files::isDirectory)) {
            if (!VideoFiles.isFrameFolder(folder)) {
                String kind = VideoFiles.name(folder);
                Label label = kind.equals(ANOMALOUS)
                        ? Label.anomaly()
                        : Label.anomaly().withKind(kind);
                for (Path place : VideoFiles.children(folder, LabelledVideos::isVideo)) {
                    videos.add(VideoFiles.video(directory, place, USUAL_RATE));
                    labels.add(label);
                }
            }
        }
        VideoFiles.children(directory, LabelledVideos::isVideo)
                .forEach(place -> videos.add(VideoFiles.video(directory, place, USUAL_RATE)));
    }

    private static boolean isVideo(Path place) {
        return VideoFiles.isVideo(place) || VideoFiles.isFrameFolder(place);
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
