package io.xvad.video.read;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.data.image.Orientation;
import io.xvad.video.library.VideoLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A video file, read by FFmpeg. Time is counted from the first frame and is otherwise as the time stamps of the file have it, so that a
 * variable frame rate is kept; frames without stamps, as of a raw stream of H.264, follow at the nominal rate. Frames are RGB of 8 bits
 * a channel, whatever the file has, upright as its display matrix says, and have the pixels of the file even where these are not meant
 * to be square. Sound is ignored. A file that is cut short gives the frames that are there; frames that it announces and that could
 * not be decoded are reported by {@link #damage} and by a warning at its end. Not thread-safe.
 */
public final class VideoFile implements FrameSource {

    private static final Logger LOG = LoggerFactory.getLogger(VideoFile.class);
    private static final double MICROSECONDS = 1e6;

    private final String id;
    private final FfmpegPath path;
    private final FFmpegFrameGrabber grabber;
    private final VideoStream stream;
    private final double framesPerSecond;
    private final Orientation orientation;
    private final VideoDamage damage;
    private final FrameTimes times;
    private final List<String> timing = new ArrayList<>();
    private final int height;
    private final int width;
    private Optional<Decoded> ahead = Optional.empty();
    private boolean begun;
    private long decoded;
    private long index;

    /** A frame that is not numbered yet; of a frame that cannot be read, why. */
    private record Decoded(Optional<Image> image, double stamp, Optional<XvadDataException> failure) {}

    private VideoFile(
            String id, FfmpegPath path, FFmpegFrameGrabber grabber, VideoStream stream, OptionalDouble untimedRate) {
        this.id = id;
        this.path = path;
        this.grabber = grabber;
        this.stream = stream;
        this.framesPerSecond = stream.timed() ? stream.framesPerSecond() : untimedRate.orElse(stream.framesPerSecond());
        this.orientation = stream.orientation();
        this.damage = new VideoDamage(id, 1 / framesPerSecond, stream);
        this.times = new FrameTimes(framesPerSecond);
        this.height = grabber.getImageHeight();
        this.width = grabber.getImageWidth();
    }

    /**
     * Opens a file.
     *
     * @throws XvadDataException if there is none, or it has no video that FFmpeg can decode
     */
    public static VideoFile open(Path file) {
        return open(file, OptionalDouble.empty());
    }

    /**
     * Opens a file of which the rate is known.
     *
     * @param untimedRate frames a second if the file has no time stamps, finite and above 0; it is not used if there are any
     * @throws XvadDataException if there is none, or it has no video that FFmpeg can decode
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static VideoFile open(Path file, double untimedRate) {
        return open(file, OptionalDouble.of(FrameFolder.requireRate(untimedRate)));
    }

    private static VideoFile open(Path file, OptionalDouble untimedRate) {
        VideoFile video = open(file, FrameGrabber.ImageMode.COLOR, untimedRate);
        if (!video.stream.timed()) {
            video.remark(String.format(
                    Locale.ROOT,
                    "%s has no time stamps: its frames are taken to follow at %.4g a second",
                    file,
                    video.framesPerSecond));
        }
        return video;
    }

    /**
     * Counts the frames of a video file by decoding all of them, since what a file says of itself may be wrong or missing.
     *
     * @throws XvadDataException if it cannot be read to the end, or has no frames
     */
    public static int count(Path file) {
        try (VideoFile video = open(file, FrameGrabber.ImageMode.RAW, OptionalDouble.empty())) {
            while (video.grab().isPresent()) {
                video.decoded++;
            }
            return Math.toIntExact(video.decoded);
        }
    }

    private static VideoFile open(Path file, FrameGrabber.ImageMode mode, OptionalDouble untimedRate) {
        requireContent(file);
        VideoLibrary.FFMPEG.require();
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        FfmpegPath path = FfmpegPath.of(file, Charset.defaultCharset());
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(path.name());
        grabber.setImageMode(mode);
        if (mode == FrameGrabber.ImageMode.COLOR) {
            grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
        }
        try {
            grabber.start();
            VideoStream stream = VideoStream.of(grabber.getFormatContext())
                    .filter(found -> grabber.getImageHeight() > 0 && grabber.getImageWidth() > 0)
                    .orElseThrow(() -> new XvadDataException(file + " has no images, only sound or data"));
            return new VideoFile(file.toString(), path, grabber, stream, untimedRate);
        } catch (FrameGrabber.Exception e) {
            String why = why(grabber);
            release(grabber, path, file.toString());
            throw new XvadDataException("cannot read the video " + file + ", " + why, e);
        } catch (RuntimeException e) {
            release(grabber, path, file.toString());
            throw e;
        }
    }

    /** A file that was understood so far that its codec is known cannot be cut short before its index. */
    private static String why(FFmpegFrameGrabber grabber) {
        return Optional.ofNullable(grabber.getFormatContext())
                .filter(context -> !context.isNull())
                .flatMap(VideoStream::of)
                .map(stream -> "it cannot be decoded: " + stream.advice())
                .orElse("it is none that FFmpeg knows, or cut short before its index");
    }

    private static void requireContent(Path file) {
        if (Files.isDirectory(file)) {
            throw new XvadDataException(file + " is a directory, not a video file");
        }
        if (!Files.isRegularFile(file)) {
            throw new XvadDataException("no such video: " + file);
        }
        try {
            if (Files.size(file) == 0) {
                throw new XvadDataException("the video " + file + " is empty");
            }
        } catch (IOException e) {
            throw new XvadDataException("cannot read the video " + file + ": " + e.getMessage(), e);
        }
    }

    private static void release(FFmpegFrameGrabber grabber, FfmpegPath path, String id) {
        try (path) {
            grabber.release();
        } catch (FrameGrabber.Exception e) {
            throw new XvadDataException("cannot close the video " + id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public double framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public Optional<Frame> next() {
        if (!begun) {
            begun = true;
            ahead = decode();
        }
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        Decoded current = ahead.get();
        if (current.failure().isPresent()) {
            throw current.failure().get();
        }
        ahead = decode();
        return current.image().map(image -> frame(image, current.stamp()));
    }

    /** The frame after the one that is to be given next; what is wrong with it is thrown when it is its turn. */
    private Optional<Decoded> decode() {
        try {
            return grab().map(grabbed -> {
                Image stored = Image.of(
                        id + "#" + decoded++,
                        3,
                        height,
                        width,
                        RgbPlanes.of((ByteBuffer) grabbed.image[0], grabbed.imageStride, height, width));
                return new Decoded(Optional.of(orientation.upright(stored)), stamp(grabbed), Optional.empty());
            });
        } catch (XvadDataException e) {
            return Optional.of(new Decoded(Optional.empty(), Double.NaN, Optional.of(e)));
        }
    }

    private Frame frame(Image image, double stamp) {
        double following = ahead.map(Decoded::stamp).orElse(Double.NaN);
        double seconds = times.next(stamp, following);
        if (times.guessed() && timing.isEmpty()) {
            remark(String.format(
                    Locale.ROOT,
                    "frame %d of %s has no time stamp that comes after the one before: such frames are taken to follow at %.4g a"
                            + " second",
                    index,
                    id,
                    framesPerSecond));
        }
        return new Frame(index++, seconds, image);
    }

    private void remark(String found) {
        LOG.warn("{}", found);
        timing.add(found);
    }

    private Optional<org.bytedeco.javacv.Frame> grab() {
        try {
            org.bytedeco.javacv.Frame grabbed = grabber.grabImage();
            if (grabbed == null) {
                damage.end(decoded);
                return Optional.empty();
            }
            requireSize(grabbed);
            damage.look(grabbed, decoded);
            damage.come(stamp(grabbed), decoded);
            return Optional.of(grabbed);
        } catch (FrameGrabber.Exception e) {
            throw new XvadDataException("cannot read frame " + decoded + " of " + id + ": " + e.getMessage(), e);
        }
    }

    /** In seconds; not-a-number if there is none, or FFmpeg made it up. */
    private double stamp(org.bytedeco.javacv.Frame grabbed) {
        if (!stream.timed()) {
            return Double.NaN;
        }
        return grabbed.opaque instanceof AVFrame frame
                ? stream.seconds(frame.best_effort_timestamp())
                : grabbed.timestamp / MICROSECONDS;
    }

    /**
     * The first damage that was seen so far, in words: a frame of which FFmpeg guessed parts, at the end that there are fewer
     * frames than the file says, or in a format that does not say how many, a gap in what was a constant rate. Empty if nothing
     * was seen; a video without a count and of a variable rate may still miss some.
     */
    public Optional<String> damage() {
        return damage.first();
    }

    @Override
    public List<String> remarks() {
        return Stream.concat(timing.stream(), damage().stream()).toList();
    }

    private void requireSize(org.bytedeco.javacv.Frame grabbed) {
        if (grabbed.imageHeight != height || grabbed.imageWidth != width) {
            throw new XvadDataException("frame " + decoded + " of " + id + " has " + grabbed.imageHeight + " x "
                    + grabbed.imageWidth + " pixels, the first has " + height + " x " + width);
        }
    }

    @Override
    public void close() {
        release(grabber, path, id);
    }
}
