package io.xvad.video.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * A video of H.264 in memory, frame by frame, each of one or several units of the codec.
 *
 * @param frames units of each frame, without start codes
 * @param framesPerSecond its rate
 */
record H264Frames(List<List<byte[]>> frames, double framesPerSecond) {

    private static final int KEY = 5;
    private static final int SLICE = 1;
    private static final int PARAMETERS = 7;
    private static final int OTHER_PARAMETERS = 8;

    /** Codes grey frames of one brightness each. */
    static H264Frames grey(int height, int width, int count, double framesPerSecond, IntFunction<Integer> brightness)
            throws IOException {
        return coded(height, width, count, framesPerSecond, i -> {
            byte[] values = new byte[3 * height * width];
            Arrays.fill(values, brightness.apply(i).byteValue());
            return values;
        });
    }

    /** Codes frames of red, green and blue, with four key frames a second. */
    static H264Frames coded(int height, int width, int count, double framesPerSecond, IntFunction<byte[]> pixels)
            throws IOException {
        Path file = Files.createTempFile("xvad-", ".h264");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height)) {
            recorder.setFormat("h264");
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
            recorder.setVideoCodecName("libopenh264");
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(framesPerSecond);
            recorder.setGopSize((int) Math.ceil(framesPerSecond / 4));
            recorder.setVideoBitrate(2_000_000);
            recorder.setVideoOption("allow_skip_frames", "0");
            recorder.start();
            for (int i = 0; i < count; i++) {
                recorder.record(frame(height, width, pixels.apply(i)), avutil.AV_PIX_FMT_RGB24);
            }
        }
        List<List<byte[]>> frames = frames(units(Files.readAllBytes(file)));
        Files.delete(file);
        return new H264Frames(frames, framesPerSecond);
    }

    private static Frame frame(int height, int width, byte[] pixels) {
        Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3);
        ByteBuffer to = (ByteBuffer) frame.image[0];
        for (int y = 0; y < height; y++) {
            to.position(y * frame.imageStride);
            to.put(pixels, 3 * y * width, 3 * width);
        }
        to.rewind();
        return frame;
    }

    private static List<byte[]> units(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                if (begin >= 0) {
                    units.add(trimmed(stream, begin, i));
                }
                begin = i + 3;
            }
        }
        units.add(trimmed(stream, begin, stream.length));
        return units;
    }

    private static byte[] trimmed(byte[] stream, int begin, int end) {
        int last = end;
        while (last > begin && stream[last - 1] == 0) {
            last--;
        }
        return Arrays.copyOfRange(stream, begin, last);
    }

    /** A frame begins with a slice of its first block, or with what comes before one. */
    private static List<List<byte[]>> frames(List<byte[]> units) {
        List<List<byte[]>> frames = new ArrayList<>();
        List<byte[]> current = new ArrayList<>();
        boolean sliced = false;
        for (byte[] unit : units) {
            boolean slice = type(unit) == KEY || type(unit) == SLICE;
            boolean begins = !slice || (unit[1] & 0x80) != 0;
            if (sliced && begins) {
                frames.add(current);
                current = new ArrayList<>();
                sliced = false;
            }
            current.add(unit);
            sliced |= slice;
        }
        frames.add(current);
        return frames;
    }

    private static int type(byte[] unit) {
        return unit[0] & 0x1f;
    }

    boolean key(int frame) {
        return frames.get(frame).stream().anyMatch(unit -> type(unit) == KEY);
    }

    /** The two units of parameters. */
    List<byte[]> parameters() {
        return frames.get(0).stream()
                .filter(unit -> type(unit) == PARAMETERS || type(unit) == OTHER_PARAMETERS)
                .toList();
    }
}
