package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFileTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;

    @TempDir
    Path directory;

    private Path written(String name, int codec, int pixels, int width, int frames, long... micros) throws Exception {
        return GreyVideo.of(codec, pixels, width, HEIGHT).micros(micros).write(directory.resolve(name), frames);
    }

    private static List<Frame> frames(FrameSource source) {
        return GreyVideo.frames(source);
    }

    @Test
    void readsFramesWithTheirTimes() throws Exception {
        Path file = written("video.avi", avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P, WIDTH, 12);
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(video.framesPerSecond()).isEqualTo(10);
            List<Frame> frames = frames(video);
            assertThat(frames).hasSize(12);
            for (int i = 0; i < frames.size(); i++) {
                Frame frame = frames.get(i);
                assertThat(frame.index()).isEqualTo(i);
                assertThat(frame.seconds()).isCloseTo(i / 10.0, within(1e-6));
                assertThat(frame.image().height()).isEqualTo(HEIGHT);
                assertThat(frame.image().width()).isEqualTo(WIDTH);
                assertThat(frame.image().buffer().get(1000)).isCloseTo(20 * i / 255f, within(0.03f));
            }
        }
    }

    @Test
    void keepsAVariableFrameRate() throws Exception {
        long[] micros = {0, 100_000, 500_000, 600_000, 2_000_000};
        Path file = written("variable.mkv", avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P, WIDTH, 5, micros);
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(frames(video)).extracting(Frame::seconds).containsExactly(0.0, 0.1, 0.5, 0.6, 2.0);
        }
    }

    @Test
    void readsTenBits() throws Exception {
        Path file = written("ten.mkv", avcodec.AV_CODEC_ID_FFV1, avutil.AV_PIX_FMT_YUV420P10LE, WIDTH, 6);
        try (VideoFile video = VideoFile.open(file)) {
            List<Frame> frames = frames(video);
            assertThat(frames).hasSize(6);
            assertThat(frames.get(5).image().buffer().get(500)).isCloseTo(100 / 255f, within(0.03f));
        }
    }

    @Test
    void readsATruncatedFileAsFarAsItGoes() throws Exception {
        Path file = written("whole.avi", avcodec.AV_CODEC_ID_RAWVIDEO, avutil.AV_PIX_FMT_YUV420P, WIDTH, 12);
        byte[] bytes = Files.readAllBytes(file);
        Path half = Files.write(directory.resolve("half.avi"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
        try (VideoFile video = VideoFile.open(half)) {
            assertThat(frames(video)).hasSizeBetween(1, 11);
        }
    }

    @Test
    void refusesAChangeOfResolution() throws Exception {
        Path narrow = written("narrow.mpg", avcodec.AV_CODEC_ID_MPEG2VIDEO, avutil.AV_PIX_FMT_YUV420P, WIDTH, 10);
        Path wide = written("wide.mpg", avcodec.AV_CODEC_ID_MPEG2VIDEO, avutil.AV_PIX_FMT_YUV420P, 2 * WIDTH, 10);
        Path both = directory.resolve("both.mpg");
        try (OutputStream out = Files.newOutputStream(both)) {
            Files.copy(narrow, out);
            Files.copy(wide, out);
        }
        try (VideoFile video = VideoFile.open(both)) {
            assertThatThrownBy(() -> frames(video))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("both.mpg")
                    .hasMessageContaining("48 x 128");
        }
        assertThatThrownBy(() -> VideoFile.count(both))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("48 x 128");
    }

    @Test
    void namesAFileThatIsNoVideo() throws IOException {
        Path text = Files.writeString(directory.resolve("text.mp4"), "no video at all");
        Path empty = Files.createFile(directory.resolve("empty.mp4"));
        for (Path file : List.of(text, empty, directory.resolve("none.mp4"))) {
            assertThatThrownBy(() -> VideoFile.open(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(String.valueOf(file.getFileName()));
        }
    }

    @Test
    void aSoundAloneHasNoImages() throws Exception {
        Path file = directory.resolve("sound.wav");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 1)) {
            recorder.start();
            recorder.recordSamples(8000, 1, java.nio.ShortBuffer.wrap(new short[8000]));
        }
        assertThatThrownBy(() -> VideoFile.open(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no images");
    }
}
