package io.xvad.video.dataset;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.video.read.FrameSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of several videos in windows, each a {@link Clip} with the time stamps of its frames. No more than one window of
 * frames is in memory. Windows that are asked for in order are read by decoding each frame once; going back opens the video anew
 * and decodes it up to there. Thread-safe, one reader at a time; to be closed when done with, since it may hold a video open.
 */
public final class VideoWindows implements Samples, AutoCloseable {

    /** Frames in a window unless told otherwise. */
    public static final int DEFAULT_LENGTH = 32;

    private final List<Video> videos;
    private final int length;
    private final int step;
    private final int[] firstWindows;
    private @Nullable FrameCursor cursor;

    /** Windows of {@value #DEFAULT_LENGTH} frames, one after the other. */
    public VideoWindows(List<Video> videos) {
        this(videos, DEFAULT_LENGTH, DEFAULT_LENGTH);
    }

    /**
     * Windows; counts the frames of all videos, see {@link Video#frames}.
     *
     * @param length frames in a window, at least 1; the last window of a video may have less
     * @param step frames from the beginning of a window to that of the next, at least 1; below {@code length} windows overlap,
     *     above it frames are left out
     * @throws IllegalArgumentException if either is below 1
     * @throws io.xvad.core.XvadDataException if a video cannot be read, or has no frames
     */
    public VideoWindows(List<Video> videos, int length, int step) {
        if (length < 1 || step < 1) {
            throw new IllegalArgumentException(
                    "length and step of windows must be at least 1, got " + length + " and " + step);
        }
        this.videos = List.copyOf(videos);
        this.length = length;
        this.step = step;
        this.firstWindows = new int[videos.size() + 1];
        for (int i = 0; i < this.videos.size(); i++) {
            firstWindows[i + 1] =
                    Math.addExact(firstWindows[i], windows(this.videos.get(i).frames()));
        }
    }

    /**
     * Each video as one window, which is in memory as a whole when it is asked for.
     *
     * @throws io.xvad.core.XvadDataException if a video cannot be read, or has no frames
     */
    public static VideoWindows whole(List<Video> videos) {
        int longest = videos.stream().mapToInt(Video::frames).max().orElse(1);
        return new VideoWindows(videos, longest, longest);
    }

    /** Windows begin every step, until one has the last frame. */
    private int windows(int frames) {
        int within = (Math.max(0, frames - length) + step - 1) / step + 1;
        return Math.min(within, (frames + step - 1) / step);
    }

    @Override
    public int size() {
        return firstWindows[videos.size()];
    }

    /** Mean length of a window in seconds; opens each video for its rate. */
    public double meanSeconds() {
        double seconds = 0;
        for (Video video : videos) {
            try (FrameSource source = video.open()) {
                for (int i = 0; i < windows(video.frames()); i++) {
                    seconds += Math.min(length, video.frames() - i * step) / source.framesPerSecond();
                }
            }
        }
        return seconds / size();
    }

    /** The index of the video that a window belongs to. */
    private int videoOf(int index) {
        Objects.checkIndex(index, size());
        int found = Arrays.binarySearch(firstWindows, index);
        return found >= 0 ? found : -found - 2;
    }

    private Interval interval(int index) {
        int video = videoOf(index);
        int start = (index - firstWindows[video]) * step;
        return new Interval(start, Math.min(start + length, videos.get(video).frames()));
    }

    @Override
    public String id(int index) {
        return id(videos.get(videoOf(index)), interval(index));
    }

    @Override
    public Optional<Instant> time(int index) {
        return videos.get(videoOf(index)).time();
    }

    /** The end is that of the frame after the last. */
    private static String id(Video video, Interval frames) {
        return video.id() + "#" + frames.start() + "-" + frames.end();
    }

    @Override
    public synchronized Clip get(int index) {
        Video video = videos.get(videoOf(index));
        Interval frames = interval(index);
        FrameCursor reader = cursor;
        if (reader == null || reader.video() != video || !reader.reaches(frames.start())) {
            close();
            reader = new FrameCursor(video);
            cursor = reader;
        }
        try {
            return reader.read(id(video, frames), frames);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A window that is its whole video is decoded frame by frame, from the video opened anew; of any other all frames are in memory. */
    @Override
    public void eachFrame(int index, Consumer<Image> taker) {
        Video video = videos.get(videoOf(index));
        int frames = video.frames();
        if (interval(index).equals(new Interval(0, frames))) {
            stream(video, frames, taker);
        } else {
            get(index).frames().forEach(taker);
        }
    }

    private static void stream(Video video, int frames, Consumer<Image> taker) {
        try (FrameSource source = video.open()) {
            for (int i = 0; i < frames; i++) {
                int before = i - 1;
                taker.accept(source.next()
                        .orElseThrow(() -> FrameCursor.ended(video, before))
                        .image());
            }
        }
    }

    /** Closes the video that is open, if one is. Windows may still be asked for, and open it again. */
    @Override
    public synchronized void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
