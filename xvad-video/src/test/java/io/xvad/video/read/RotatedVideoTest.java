package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos of a black image of 64 x 48 with a white mark at its upper left, which lies elsewhere when they are upright. */
class RotatedVideoTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;

    @TempDir
    private Path directory = Path.of("");

    private Path write(String name, String rotate) throws Exception {
        Path file = directory.resolve(name);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT)) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(25);
            recorder.setVideoQuality(1);
            if (!rotate.isEmpty()) {
                recorder.setVideoMetadata("rotate", rotate);
            }
            recorder.start();
            for (int i = 0; i < 3; i++) {
                recorder.record(marked());
            }
        }
        return file;
    }

    private static org.bytedeco.javacv.Frame marked() {
        org.bytedeco.javacv.Frame frame =
                new org.bytedeco.javacv.Frame(WIDTH, HEIGHT, org.bytedeco.javacv.Frame.DEPTH_UBYTE, 3);
        ByteBuffer bytes = (ByteBuffer) frame.image[0];
        for (int at = 0; at < bytes.limit(); at++) {
            boolean mark = at / frame.imageStride < 16 && at % frame.imageStride < 3 * 16;
            bytes.put(at, (byte) (mark ? 255 : 0));
        }
        return frame;
    }

    /** Puts a matrix into the header of the track, where cameras put it. */
    private static void turn(Path file, int right, int rightDown, int down, int downDown) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd");
        ByteBuffer matrix = ByteBuffer.wrap(bytes, header + 44, 36);
        for (int value : new int[] {right << 16, rightDown << 16, 0, down << 16, downDown << 16, 0, 0, 0, 1 << 30}) {
            matrix.putInt(value);
        }
        Files.write(file, bytes);
    }

    private static void requireMark(Path file, boolean swapped, int vertical, int horizontal) {
        int height = swapped ? WIDTH : HEIGHT;
        int width = swapped ? HEIGHT : WIDTH;
        try (VideoFile video = VideoFile.open(file)) {
            List<Frame> frames = GreyVideo.frames(video);
            assertThat(frames).hasSize(3);
            for (Frame frame : frames) {
                Image image = frame.image();
                assertThat(image.height()).isEqualTo(height);
                assertThat(image.width()).isEqualTo(width);
                for (int v = 0; v < 2; v++) {
                    for (int h = 0; h < 2; h++) {
                        float expected = v == vertical && h == horizontal ? 1 : 0;
                        assertThat(image.at(0, v == 0 ? 6 : height - 7, h == 0 ? 6 : width - 7))
                                .as("%s at %d, %d", file, v, h)
                                .isCloseTo(expected, within(0.1f));
                    }
                }
            }
        }
        assertThat(VideoFile.count(file)).isEqualTo(3);
    }

    /** The matrix row by row, whether sides are swapped, and where the mark is: 0 above or left, 1 below or right. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, false, 0, 0",
        "0, 1, -1, 0, true, 0, 1",
        "-1, 0, 0, -1, false, 1, 1",
        "0, -1, 1, 0, true, 1, 0",
        "-1, 0, 0, 1, false, 0, 1",
        "1, 0, 0, -1, false, 1, 0",
        "0, 1, 1, 0, true, 0, 0",
        "0, -1, -1, 0, true, 1, 1",
    })
    void theDisplayMatrixTurnsFramesUpright(
            int right, int rightDown, int down, int downDown, boolean swapped, int vertical, int horizontal)
            throws Exception {
        Path file = write("phone.mp4", "");
        turn(file, right, rightDown, down, downDown);
        requireMark(file, swapped, vertical, horizontal);
    }

    @ParameterizedTest
    @CsvSource({"90, true, 0, 1", "180, false, 1, 1", "270, true, 1, 0", "-90, true, 1, 0", "odd, false, 0, 0"})
    void theTagTurnsFramesClockwise(String degrees, boolean swapped, int vertical, int horizontal) throws Exception {
        requireMark(write("tagged.mkv", degrees), swapped, vertical, horizontal);
    }

    @Test
    void aVideoWithoutEitherStaysAsItIs() throws Exception {
        requireMark(write("plain.avi", ""), false, 0, 0);
    }
}
