package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.stream.Frame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose time stamps are missing, or are not what they should be. */
class UntimedVideoTest {

    private static final int FRAMES = 12;

    @TempDir
    private Path directory = Path.of("");

    private record Read(double rate, List<Frame> frames, List<String> remarks) {

        static Read of(VideoFile file) {
            try (file) {
                List<Frame> frames = GreyVideo.frames(file);
                return new Read(file.framesPerSecond(), frames, file.remarks());
            }
        }

        double[] seconds() {
            return frames.stream().mapToDouble(Frame::seconds).toArray();
        }
    }

    /** Writes grey frames at 25 a second, each with a time stamp in milliseconds; of FFV1 it is kept exactly. */
    private Path write(String name, String format, int codec, int pixels, long... millis) throws Exception {
        Path file = directory.resolve(name);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48)) {
            recorder.setFormat(format);
            recorder.setVideoCodec(codec);
            if (codec == avcodec.AV_CODEC_ID_H264) {
                recorder.setVideoCodecName("libopenh264");
            }
            recorder.setPixelFormat(pixels);
            recorder.setFrameRate(25);
            recorder.setVideoBitrate(2_000_000);
            boolean exact = codec == avcodec.AV_CODEC_ID_FFV1;
            if (exact) {
                recorder.setVideoOption("time_base", "1/1000");
            }
            recorder.start();
            for (int i = 0; i < millis.length; i++) {
                if (exact) {
                    recorder.setFrameNumber((int) millis[i]);
                } else {
                    recorder.setTimestamp(1000 * millis[i]);
                }
                recorder.record(grey(GreyVideo.STEP * i));
            }
        }
        return file;
    }

    private static org.bytedeco.javacv.Frame grey(int grey) {
        org.bytedeco.javacv.Frame frame =
                new org.bytedeco.javacv.Frame(64, 48, org.bytedeco.javacv.Frame.DEPTH_UBYTE, 3);
        ByteBuffer bytes = (ByteBuffer) frame.image[0];
        byte[] values = new byte[bytes.remaining()];
        Arrays.fill(values, (byte) grey);
        bytes.put(values);
        return frame;
    }

    private static long[] regular() {
        return java.util.stream.LongStream.range(0, FRAMES).map(i -> 40 * i).toArray();
    }

    private static double[] every(double interval, int frames) {
        return java.util.stream.IntStream.range(0, frames)
                .mapToDouble(i -> i * interval)
                .toArray();
    }

    @Test
    void framesOfRawStreamsFollowAtTheNominalRateAsThoseOfAnMp4() throws Exception {
        int h264 = avcodec.AV_CODEC_ID_H264;
        int mpeg2 = avcodec.AV_CODEC_ID_MPEG2VIDEO;
        int mjpeg = avcodec.AV_CODEC_ID_MJPEG;
        int yuv = avutil.AV_PIX_FMT_YUV420P;
        Read mp4 = Read.of(VideoFile.open(write("same.mp4", "mp4", h264, yuv, regular())));
        assertThat(mp4.remarks()).isEmpty();
        for (Path file : List.of(
                write("raw.h264", "h264", h264, yuv, regular()),
                write("raw.m2v", "mpeg2video", mpeg2, yuv, regular()),
                write("raw.mjpeg", "mjpeg", mjpeg, avutil.AV_PIX_FMT_YUVJ420P, regular()))) {
            Read raw = Read.of(VideoFile.open(file));
            assertThat(raw.rate()).as("%s", file).isEqualTo(25);
            assertThat(raw.seconds()).as("%s", file).containsExactly(mp4.seconds(), within(1e-6));
            assertThat(raw.remarks()).singleElement().asString().contains("has no time stamps", "25.00 a second");
            for (int i = 0; i < FRAMES; i++) {
                float brightness = mp4.frames().get(i).image().at(0, 20, 20);
                assertThat(raw.frames().get(i).image().at(0, 20, 20)).isCloseTo(brightness, within(0.03f));
            }
            Read slow = Read.of(VideoFile.open(file, 10));
            assertThat(slow.rate()).isEqualTo(10);
            assertThat(slow.seconds()).containsExactly(every(0.1, FRAMES), within(1e-6));
            assertThat(VideoFile.count(file)).isEqualTo(FRAMES);
        }
    }

    @Test
    void aRateThatIsGivenIsNotUsedWhereThereAreTimeStamps() throws Exception {
        Path file = write("timed.mkv", "matroska", avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P, regular());
        Read timed = Read.of(VideoFile.open(file, 5));
        assertThat(timed.rate()).isEqualTo(25);
        assertThat(timed.seconds()).containsExactly(every(0.04, FRAMES), within(1e-6));
        assertThatThrownBy(() -> VideoFile.open(file, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0, got 0");
    }

    @Test
    void stampsThatAreAllTheSameAreNone() throws Exception {
        Path file =
                write("still.mkv", "matroska", avcodec.AV_CODEC_ID_FFV1, avutil.AV_PIX_FMT_YUV420P, new long[FRAMES]);
        Read still = Read.of(VideoFile.open(file));
        assertThat(still.seconds()).containsExactly(every(1 / still.rate(), FRAMES), within(1e-6));
        assertThat(still.rate()).isEqualTo(25);
        assertThat(still.remarks())
                .singleElement()
                .asString()
                .contains("frame 1 of", "has no time stamp that comes after");
    }

    @Test
    void aStampGivenTwiceIsToldOfAndMovesNoOther() throws Exception {
        Path file = write(
                "twice.mkv", "matroska", avcodec.AV_CODEC_ID_FFV1, avutil.AV_PIX_FMT_YUV420P, 0, 40, 80, 80, 120, 900);
        Read twice = Read.of(VideoFile.open(file));
        assertThat(twice.seconds()).containsExactly(new double[] {0, 0.04, 0.08, 0.1, 0.12, 0.9}, within(1e-6));
        assertThat(twice.remarks()).first().asString().contains("frame 3 of");
    }

    @Test
    void timeIsCountedFromTheFirstFrame() throws Exception {
        long[] late = Arrays.stream(regular()).map(milli -> 3_600_000 + milli).toArray();
        int mpeg2 = avcodec.AV_CODEC_ID_MPEG2VIDEO;
        int yuv = avutil.AV_PIX_FMT_YUV420P;
        for (Path file : List.of(
                write("late.ts", "mpegts", mpeg2, yuv, late),
                write("late.mkv", "matroska", mpeg2, yuv, late),
                write("late.mp4", "mp4", avcodec.AV_CODEC_ID_H264, yuv, late))) {
            Read read = Read.of(VideoFile.open(file));
            assertThat(read.seconds()).as("%s", file).containsExactly(every(0.04, FRAMES), within(1e-4));
            assertThat(read.remarks()).isEmpty();
        }
    }

    @Test
    void anAnimatedGifIsAVideo() throws Exception {
        Path file = write("moving.gif", "gif", avcodec.AV_CODEC_ID_GIF, avutil.AV_PIX_FMT_RGB8, regular());
        Read gif = Read.of(VideoFile.open(file));
        assertThat(gif.seconds()).containsExactly(every(0.04, FRAMES), within(1e-6));
        assertThat(gif.frames().get(10).image().at(1, 5, 5)).isCloseTo(200 / 255f, within(0.08f));
    }
}
