package io.xvad.video.read;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.library.VideoLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;

/**
 * A video file, read by FFmpeg. Time stamps are the file's own, so that a variable frame rate is kept. Frames are RGB of
 * 8 bits a channel, whatever the file has. Sound is ignored. A file that is cut short gives the frames that are there; frames that
 * it announces and that could not be decoded are reported by {@link #damage} and by a warning at its end. Not thread-safe.
 */
public final class VideoFile implements FrameSource {

    private static final double MICROSECONDS = 1e6;
    private static final double USUAL_RATE = 25;

    private final String id;
    private final FFmpegFrameGrabber grabber;
    private final VideoDamage damage;
    private final int height;
    private final int width;
    private long index;
    private double latest;

    private VideoFile(String id, FFmpegFrameGrabber grabber) {
        this.id = id;
        this.grabber = grabber;
        this.damage = new VideoDamage(id, 1 / framesPerSecond(), grabber.getFormatContext());
        this.height = grabber.getImageHeight();
        this.width = grabber.getImageWidth();
    }

    /**
     * Opens a file.
     *
     * @throws XvadDataException if there is none, or it has no video that FFmpeg can decode
     */
    public static VideoFile open(Path file) {
        return open(file, FrameGrabber.ImageMode.COLOR);
    }

    /**
     * Counts the frames of a file by decoding all of them, since what a file says of itself may be wrong or missing.
     *
     * @throws XvadDataException if it cannot be read to the end, or has no frames
     */
    public static int count(Path file) {
        try (VideoFile video = open(file, FrameGrabber.ImageMode.RAW)) {
            while (video.grab().isPresent()) {
                video.index++;
            }
            return Math.toIntExact(video.index);
        }
    }

    private static VideoFile open(Path file, FrameGrabber.ImageMode mode) {
        requireContent(file);
        VideoLibrary.FFMPEG.require();
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        grabber.setImageMode(mode);
        if (mode == FrameGrabber.ImageMode.COLOR) {
            grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
        }
        try {
            grabber.start();
            if (grabber.getImageHeight() < 1 || grabber.getImageWidth() < 1) {
                throw new XvadDataException(file + " has no images");
            }
            return new VideoFile(file.toString(), grabber);
        } catch (FrameGrabber.Exception e) {
            release(grabber, file.toString());
            throw new XvadDataException(
                    "cannot read the video " + file + ", it is none, or cut short before its index: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            release(grabber, file.toString());
            throw e;
        }
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

    private static void release(FFmpegFrameGrabber grabber, String id) {
        try {
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
        double rate = grabber.getVideoFrameRate();
        return rate > 0 && rate < Double.POSITIVE_INFINITY ? rate : USUAL_RATE;
    }

    @Override
    public Optional<Frame> next() {
        return grab().map(this::frame);
    }

    private Optional<org.bytedeco.javacv.Frame> grab() {
        try {
            org.bytedeco.javacv.Frame grabbed = grabber.grabImage();
            if (grabbed == null) {
                damage.end(grabber.getFormatContext(), index);
                return Optional.empty();
            }
            requireSize(grabbed);
            damage.look(grabbed, index);
            damage.come(grabbed.timestamp / MICROSECONDS, index);
            return Optional.of(grabbed);
        } catch (FrameGrabber.Exception e) {
            throw new XvadDataException("cannot read frame " + index + " of " + id + ": " + e.getMessage(), e);
        }
    }

    /**
     * The first damage that was seen so far, in words: a frame of which FFmpeg guessed parts, at the end that there are fewer
     * frames than the file says, or in a format that does not say how many, a gap in what was a constant rate. Empty if nothing
     * was seen; a video without a count and of a variable rate may still miss some.
     */
    public Optional<String> damage() {
        return damage.first();
    }

    private void requireSize(org.bytedeco.javacv.Frame grabbed) {
        if (grabbed.imageHeight != height || grabbed.imageWidth != width) {
            throw new XvadDataException("frame " + index + " of " + id + " has " + grabbed.imageHeight + " x "
                    + grabbed.imageWidth + " pixels, the first has " + height + " x " + width);
        }
    }

    private Frame frame(org.bytedeco.javacv.Frame grabbed) {
        latest = Math.max(latest, grabbed.timestamp / MICROSECONDS);
        Image image = Image.of(id + "#" + index, 3, height, width, planes(grabbed));
        return new Frame(index++, latest, image);
    }

    private float[] planes(org.bytedeco.javacv.Frame grabbed) {
        ByteBuffer bytes = (ByteBuffer) grabbed.image[0];
        int plane = height * width;
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            int at = i / width * grabbed.imageStride + i % width * 3;
            for (int c = 0; c < 3; c++) {
                values[c * plane + i] = (bytes.get(at + c) & 0xff) / 255f;
            }
        }
        return values;
    }

    @Override
    public void close() {
        release(grabber, id);
    }
}
