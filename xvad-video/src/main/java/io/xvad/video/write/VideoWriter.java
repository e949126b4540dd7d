package io.xvad.video.write;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import io.xvad.video.library.VideoLibrary;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/**
 * Writes an MP4 file of H.264, which browsers play, by FFmpeg and OpenH264. Odd sizes become even by one pixel. The file appears
 * whole when it is {@link #finish finished}, or not at all. Each frame is shown at the time that it is given, in steps of
 * 1/24000 of a second. Not thread-safe.
 */
public final class VideoWriter implements AutoCloseable {

    /** Steps of time in a second: whole numbers of them in a millisecond and at most rates in use. */
    private static final int TICKS = 24_000;

    private static final double BITS_PER_PIXEL = 0.15;
    private static final int LEAST_BITS = 200_000;
    private static final long LONGEST = 24 * 60 * 60L;

    /** The rate at which OpenH264 spends its bits when time has fine steps. */
    private static final int BUDGETED_RATE = 60;

    private final Path file;
    private final Path temporary;
    private final FFmpegFrameRecorder recorder;
    private final BufferedImage canvas;
    private long latest = -1;

    private VideoWriter(Path file, Path temporary, FFmpegFrameRecorder recorder, BufferedImage canvas) {
        this.file = file;
        this.temporary = temporary;
        this.recorder = recorder;
        this.canvas = canvas;
    }

    /**
     * Opens a video file for writing.
     *
     * @param file whose directories are made if they are missing
     * @param height of its frames, at least 16
     * @param width of its frames, at least 16
     * @param framesPerSecond nominal rate, finite and above 0
     * @throws XvadDataException if it cannot be written
     */
    public static VideoWriter open(Path file, int height, int width, double framesPerSecond) {
        if (!(framesPerSecond > 0 && framesPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("frames per second must be finite and above 0, got " + framesPerSecond);
        }
        if (Math.min(height, width) < 16) {
            throw new IllegalArgumentException("a video must be at least 16 x 16, got " + height + " x " + width);
        }
        VideoLibrary.FFMPEG.require();
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Path temporary = temporary(file);
        FFmpegFrameRecorder recorder =
                new FFmpegFrameRecorder(temporary.toFile(), width + width % 2, height + height % 2);
        configure(recorder, framesPerSecond);
        VideoWriter writer = new VideoWriter(file, temporary, recorder, canvas);
        try {
            recorder.start();
            return writer;
        } catch (FrameRecorder.Exception e) {
            writer.close();
            throw writer.failed(e);
        }
    }

    private static Path temporary(Path file) {
        try {
            return Files.createTempFile("xvad-", ".mp4");
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * A key frame each second, so that a browser finds any place quickly; the index comes first. The recorder counts frames at the
     * nominal rate, the encoder and the file in ticks.
     */
    private static void configure(FFmpegFrameRecorder recorder, double framesPerSecond) {
        double bits = Math.max(
                LEAST_BITS / framesPerSecond, recorder.getImageWidth() * recorder.getImageHeight() * BITS_PER_PIXEL);
        recorder.setFormat("mp4");
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
        recorder.setVideoCodecName("libopenh264");
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(framesPerSecond);
        recorder.setVideoBitrate((int) Math.min(Integer.MAX_VALUE, bits * BUDGETED_RATE));
        recorder.setGopSize((int) Math.max(1, Math.ceil(framesPerSecond)));
        recorder.setVideoOption("allow_skip_frames", "0");
        recorder.setVideoOption("time_base", "1/" + TICKS);
        recorder.setOption("video_track_timescale", String.valueOf(TICKS));
        recorder.setOption("movflags", "faststart");
    }

    /**
     * Writes the next frame.
     *
     * @param image of the size of the video
     * @param seconds after the beginning of the video, at least 0 and below 24 hours; one that is not after that of the frame before
     *     becomes the step of time after it
     * @throws XvadDataException if it cannot be written, as a video longer than 24 hours
     * @throws IllegalArgumentException if the image has another size, or the time is no number or before 0
     */
    public void add(BufferedImage image, double seconds) {
        if (image.getWidth() != canvas.getWidth() || image.getHeight() != canvas.getHeight()) {
            throw new IllegalArgumentException("frames must be " + canvas.getHeight() + " x " + canvas.getWidth()
                    + ", got " + image.getHeight() + " x " + image.getWidth());
        }
        int tick = tick(seconds);
        Graphics2D graphics = canvas.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        try (Frame frame = new Frame(canvas.getWidth(), canvas.getHeight(), Frame.DEPTH_UBYTE, 3)) {
            copy(((DataBufferByte) canvas.getRaster().getDataBuffer()).getData(), frame);
            recorder.setFrameNumber(tick);
            recorder.record(frame, avutil.AV_PIX_FMT_BGR24);
            latest = tick;
        } catch (FrameRecorder.Exception e) {
            throw failed(e);
        }
    }

    /** Every frame has a time of its own, or the file would be refused. */
    private int tick(double seconds) {
        if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the time of a frame must be finite and at least 0, got " + seconds);
        }
        long tick = Math.max(latest + 1, Math.round(seconds * TICKS));
        if (tick >= LONGEST * TICKS) {
            throw new XvadDataException(file + ": cannot be written: the video would be longer than 24 hours");
        }
        return (int) tick;
    }

    private static void copy(byte[] pixels, Frame frame) {
        ByteBuffer to = (ByteBuffer) frame.image[0];
        int row = 3 * frame.imageWidth;
        for (int y = 0; y < frame.imageHeight; y++) {
            to.position(y * frame.imageStride);
            to.put(pixels, y * row, row);
        }
        to.rewind();
    }

    /**
     * Ends the video: the file appears.
     *
     * @throws XvadDataException if it cannot be written
     */
    public void finish() {
        try {
            recorder.stop();
        } catch (FrameRecorder.Exception e) {
            throw failed(e);
        }
        WholeFile.write(file, out -> Files.copy(temporary, out));
    }

    private XvadDataException failed(FrameRecorder.Exception e) {
        return new XvadDataException(file + ": cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            recorder.release();
            Files.deleteIfExists(temporary);
        } catch (FrameRecorder.Exception e) {
            throw failed(e);
        } catch (IOException e) {
            throw new XvadDataException(temporary + ": cannot be deleted: " + e.getMessage(), e);
        }
    }
}
