package io.xvad.video.read;

import io.xvad.core.stream.Frame;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacv.FFmpegFrameRecorder;

/**
 * Writes videos at 10 frames a second of grey frames, each a little brighter.
 *
 * @param codec of FFmpeg
 * @param pixels format of FFmpeg
 * @param height of a frame
 * @param width of a frame
 * @param micros time stamps, if they are not to be regular
 * @param sound whether there is sound as well
 * @param indexFirst whether an MP4 file is to begin with its index
 */
record GreyVideo(int codec, int pixels, int width, int height, List<Long> micros, boolean sound, boolean indexFirst) {

    static final int STEP = 20;

    static GreyVideo of(int codec, int pixels, int width, int height) {
        return new GreyVideo(codec, pixels, width, height, List.of(), false, false);
    }

    GreyVideo micros(long... stamps) {
        return new GreyVideo(
                codec, pixels, width, height, Arrays.stream(stamps).boxed().toList(), sound, indexFirst);
    }

    GreyVideo withSound() {
        return new GreyVideo(codec, pixels, width, height, micros, true, indexFirst);
    }

    GreyVideo withIndexFirst() {
        return new GreyVideo(codec, pixels, width, height, micros, sound, true);
    }

    Path write(Path file, int frames) throws Exception {
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height, sound ? 1 : 0)) {
            recorder.setVideoCodec(codec);
            recorder.setPixelFormat(pixels);
            recorder.setFrameRate(10);
            recorder.setVideoQuality(1);
            if (indexFirst) {
                recorder.setOption("movflags", "faststart");
            }
            recorder.start();
            for (int i = 0; i < frames; i++) {
                if (!micros.isEmpty()) {
                    recorder.setTimestamp(micros.get(i));
                }
                recorder.record(frame(STEP * i));
                if (sound) {
                    recorder.recordSamples(44100, 1, ShortBuffer.wrap(new short[4410]));
                }
            }
        }
        return file;
    }

    private org.bytedeco.javacv.Frame frame(int grey) {
        org.bytedeco.javacv.Frame frame =
                new org.bytedeco.javacv.Frame(width, height, org.bytedeco.javacv.Frame.DEPTH_UBYTE, 3);
        ByteBuffer bytes = (ByteBuffer) frame.image[0];
        byte[] values = new byte[bytes.remaining()];
        Arrays.fill(values, (byte) grey);
        bytes.put(values);
        return frame;
    }

    static List<Frame> frames(FrameSource source) {
        List<Frame> frames = new ArrayList<>();
        for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
            frames.add(next.get());
        }
        return frames;
    }
}
