package io.xvad.video.dataset;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.read.FrameSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Videos of a directory of which it is known whether there is an anomaly in them, not when: {@code anomalous/} and, if there are any, {@code normal/}. Each is a clip of frames that are spread evenly over it, read when it is asked
 * for, so that a long video takes no more memory than a short one. Immutable and thread-safe.
 */
public final class LabelledVideos implements LabelledSamples {

    private static final String ANOMALOUS = "anomalous";
    private static final String NORMAL = "normal";
    private static final double USUAL_RATE = 25;

    private final List<Video> videos;
    private final int anomalous;
    private final int frames;

    private LabelledVideos(List<Video> videos, int anomalous, int frames) {
        this.videos = List.copyOf(videos);
        this.anomalous = anomalous;
        this.frames = frames;
    }

    /**
     * Finds the videos; none is read yet. Folders of frames have 25 frames a second.
     *
     * @param frames of each clip; of a video with fewer all
     * @throws IllegalArgumentException if that is below 1
     * @throws XvadDataException if there are no anomalous videos
     */
    public static LabelledVideos of(Path directory, int frames) {
        if (frames < 1) {
            throw new IllegalArgumentException("frames of a clip must be at least 1, got " + frames);
        }
        if (!Files.isDirectory(directory.resolve(ANOMALOUS))) {
            throw new XvadDataException(directory + ": no labelled videos found; put those with an anomaly into "
                    + ANOMALOUS + "/ and, if there are any, normal ones into " + NORMAL + "/");
        }
        List<Video> videos = new ArrayList<>(VideoFiles.allIn(directory, directory.resolve(ANOMALOUS), USUAL_RATE));
        int anomalous = videos.size();
        if (Files.isDirectory(directory.resolve(NORMAL))) {
            videos.addAll(VideoFiles.allIn(directory, directory.resolve(NORMAL), USUAL_RATE));
        }
        return new LabelledVideos(videos, anomalous, frames);
    }

    @Override
    public int size() {
        return videos.size();
    }

    @Override
    public String id(int index) {
        return videos.get(index).id();
    }

    @Override
    public Label label(int index) {
        return index < anomalous ? Label.anomaly() : Label.normal();
    }

    @Override
    public Clip get(int index) {
        Video video = videos.get(index);
        int all = video.frames();
        int wanted = Math.min(all, frames);
        List<Image> images = new ArrayList<>();
        double[] times = new double[wanted];
        try (FrameSource source = video.open()) {
            for (int i = 0; images.size() < wanted; i++) {
                Optional<Frame> next = source.next();
                if (next.isEmpty()) {
                    throw new XvadDataException(
                            "video " + video.id() + " ends after frame " + (i - 1) + ", it had more before");
                }
                if (i == chosen(images.size(), wanted, all)) {
                    times[images.size()] = next.get().seconds();
                    images.add(next.get().image());
                }
            }
            return Clip.of(video.id(), images, source.framesPerSecond(), times);
        }
    }

    /** Index of a frame: the middle of each of as many equal parts as are wanted. */
    private static int chosen(int part, int parts, int frames) {
        return (int) ((2L * part + 1) * frames / (2L * parts));
    }
}
