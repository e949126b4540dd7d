package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.write.VideoWriter;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged, or not what one expects. */
class BrokenVideoTest {

    private static final int FRAMES = 12;
    private static final GreyVideo MPEG4 = GreyVideo.of(avcodec.AV_CODEC_ID_MPEG4, avutil.AV_PIX_FMT_YUV420P, 64, 48);
    private static final GreyVideo RAW = GreyVideo.of(avcodec.AV_CODEC_ID_RAWVIDEO, avutil.AV_PIX_FMT_YUV420P, 64, 48);

    @TempDir
    private Path directory = Path.of("");

    private static List<Frame> read(Path file) {
        try (VideoFile video = VideoFile.open(file)) {
            return GreyVideo.frames(video);
        }
    }

    /** As many as counted, numbered from 0, each as bright as it was written. */
    private static void requireFrames(Path file, int expected) {
        List<Frame> frames = read(file);
        assertThat(frames).hasSize(expected);
        assertThat(VideoFile.count(file)).isEqualTo(expected);
        for (int i = 0; i < expected; i++) {
            assertThat(frames.get(i).index()).isEqualTo(i);
            assertThat(frames.get(i).image().at(0, 20, 20) * 255)
                    .isBetween(GreyVideo.STEP * i - 6f, GreyVideo.STEP * i + 6f);
        }
    }

    private static int find(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = bytes.length - wanted.length; i >= 0; i--) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("no " + text);
    }

    private Path cut(Path file, int length) throws Exception {
        return Files.write(
                directory.resolve("cut-" + file.getFileName()), Arrays.copyOf(Files.readAllBytes(file), length));
    }

    @Test
    void anAviWithoutIndexHasAllItsFrames() throws Exception {
        Path whole = MPEG4.write(directory.resolve("whole.avi"), FRAMES);
        requireFrames(whole, FRAMES);
        requireFrames(cut(whole, find(Files.readAllBytes(whole), "idx1")), FRAMES);
    }

    @Test
    void aTruncatedAviHasTheFramesThatAreThere() throws Exception {
        Path whole = RAW.write(directory.resolve("whole.avi"), FRAMES);
        byte[] bytes = Files.readAllBytes(whole);
        int movie = find(bytes, "movi") + 4;
        int frame = 8 + 64 * 48 * 3 / 2;
        requireFrames(cut(whole, movie + 7 * frame), 7);
        assertThat(damage(directory.resolve("cut-whole.avi")).orElseThrow())
                .contains("cut-whole.avi says that it has 12 frames, 7 could be read");
        requireFrames(cut(whole, movie + 7 * frame + 4), 7);
    }

    @Test
    void aTruncatedMp4WithItsIndexFirstHasTheFramesThatAreThere() throws Exception {
        Path whole = MPEG4.withIndexFirst().write(directory.resolve("whole.mp4"), FRAMES);
        requireFrames(whole, FRAMES);
        byte[] bytes = Files.readAllBytes(whole);
        int start = find(bytes, "mdat") + 4;
        Path half = cut(whole, start + (bytes.length - start) * 3 / 4);
        int count = VideoFile.count(half);
        assertThat(count).isBetween(1, FRAMES - 1);
        assertThat(read(half)).hasSize(count);
        assertThat(damage(whole)).isEmpty();
        assertThat(damage(half).orElseThrow()).contains("cut-whole.mp4");
    }

    @Test
    void anMp4WithoutIndexIsRefused() throws Exception {
        Path whole = MPEG4.write(directory.resolve("whole.mp4"), FRAMES);
        Path half = cut(whole, find(Files.readAllBytes(whole), "moov") - 4);
        assertThatThrownBy(() -> VideoFile.open(half))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cut-whole.mp4")
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> VideoFile.count(half))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cut-whole.mp4");
    }

    @Test
    void aHeaderWithoutFramesIsRefused() throws Exception {
        Path whole = RAW.write(directory.resolve("whole.avi"), FRAMES);
        Path header = cut(whole, find(Files.readAllBytes(whole), "movi") + 4);
        for (Path file : List.of(header, MPEG4.write(directory.resolve("none.mp4"), 0))) {
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(String.valueOf(file.getFileName()));
            assertThatThrownBy(() -> VideoFile.count(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(String.valueOf(file.getFileName()));
        }
    }

    @Test
    void damageInTheMiddleLosesNoFrameAfterIt() throws Exception {
        GreyVideo video = GreyVideo.of(avcodec.AV_CODEC_ID_MJPEG, avutil.AV_PIX_FMT_YUVJ420P, 64, 48);
        Path file = video.write(directory.resolve("damaged.avi"), FRAMES);
        byte[] bytes = Files.readAllBytes(file);
        int at = find(bytes, "idx1") / 2;
        Arrays.fill(bytes, at, at + 60, (byte) 0);
        Files.write(file, bytes);
        List<Frame> frames = read(file);
        assertThat(frames).hasSizeBetween(FRAMES - 2, FRAMES);
        assertThat(VideoFile.count(file)).isEqualTo(frames.size());
        assertThat(frames.get(frames.size() - 1).image().at(0, 20, 20) * 255).isBetween(214f, 226f);
    }

    @Test
    void guessedPartsOfFramesAreToldOf() throws Exception {
        Path file = MPEG4.write(directory.resolve("guessed.avi"), FRAMES);
        byte[] bytes = Files.readAllBytes(file);
        int start = find(bytes, "movi");
        Random random = new Random(1);
        for (int i = start + 400; i < find(bytes, "idx1"); i += 97) {
            bytes[i] = (byte) random.nextInt();
        }
        Files.write(file, bytes);
        assertThat(damage(file).orElseThrow()).matches("frame \\d+ of .*guessed.avi is damaged.*");
    }

    @Test
    void frameLostInsideMatroskaLeavesAGapThatIsToldOf() throws Exception {
        GreyVideo video = GreyVideo.of(avcodec.AV_CODEC_ID_MJPEG, avutil.AV_PIX_FMT_YUVJ420P, 64, 48);
        Path file = video.write(directory.resolve("lost.mkv"), FRAMES);
        assertThat(damage(file)).isEmpty();
        byte[] bytes = Files.readAllBytes(file);
        int at = start(bytes, 8);
        Arrays.fill(bytes, at, start(bytes, 9) - 20, (byte) 0);
        Files.write(file, bytes);
        assertThat(VideoFile.count(file)).isLessThan(FRAMES);
        assertThat(damage(file).orElseThrow()).matches("frame 8 of .*lost.mkv comes 2.0 intervals after.*lost");
        Path uneven = MPEG4.micros(0, 100_000, 200_000, 900_000, 1_000_000).write(directory.resolve("v.mkv"), 5);
        assertThat(damage(uneven)).isEmpty();
    }

    /** Where the JPEG image of a frame begins. */
    private static int start(byte[] bytes, int frame) {
        int seen = -1;
        for (int i = 0; i + 2 < bytes.length; i++) {
            seen += bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) 0xd8 && bytes[i + 2] == (byte) 0xff ? 1 : 0;
            if (seen == frame) {
                return i;
            }
        }
        throw new AssertionError("no frame " + frame);
    }

    private static Optional<String> damage(Path file) {
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(GreyVideo.frames(video)).isNotEmpty();
            return video.damage();
        }
    }

    @Test
    void soundIsPassedOverAndNotMissed() throws Exception {
        requireFrames(MPEG4.write(directory.resolve("silent.mp4"), FRAMES), FRAMES);
        requireFrames(MPEG4.withSound().write(directory.resolve("sound.mp4"), FRAMES), FRAMES);
    }

    @Test
    void greyAndDeepColourAndVariableRateAreCountedRight() throws Exception {
        int ffv1 = avcodec.AV_CODEC_ID_FFV1;
        requireFrames(GreyVideo.of(ffv1, avutil.AV_PIX_FMT_GRAY8, 64, 48).write(directory.resolve("g.mkv"), 5), 5);
        requireFrames(
                GreyVideo.of(ffv1, avutil.AV_PIX_FMT_YUV420P10LE, 64, 48).write(directory.resolve("d.mkv"), 5), 5);
        requireFrames(MPEG4.micros(0, 100_000, 900_000, 950_000).write(directory.resolve("v.mkv"), 4), 4);
    }

    /** Made by {@code ten-bit.sh} beside it. */
    @Test
    void h264OfTenBitsIsRead() throws Exception {
        Path file = directory.resolve("ten-bit.mp4");
        try (InputStream bytes = BrokenVideoTest.class.getResourceAsStream("/video/ten-bit.mp4")) {
            Files.write(file, Objects.requireNonNull(bytes).readAllBytes());
        }
        requireFrames(file, 5);
        assertThat(damage(file)).isEmpty();
    }

    @Test
    void aCodecThatCannotBeDecodedIsNamed() throws Exception {
        Path whole = directory.resolve("whole.mp4");
        try (VideoWriter writer = VideoWriter.open(whole, 48, 64, 10)) {
            for (int i = 0; i < 3; i++) {
                writer.add(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), i / 10.0);
            }
            writer.finish();
        }
        for (String[] lettersAndCodec : new String[][] {{"av01", "'av1'"}, {"vp09", "'vp9'"}, {"vvc1", "'vvc1'"}}) {
            byte[] bytes = Files.readAllBytes(whole);
            byte[] letters = lettersAndCodec[0].getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(letters, 0, bytes, find(bytes, "avc1"), letters.length);
            Path file = Files.write(directory.resolve(lettersAndCodec[0] + ".mp4"), bytes);
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(lettersAndCodec[0] + ".mp4")
                    .hasMessageContaining(lettersAndCodec[1])
                    .hasMessageContaining("convert it");
        }
    }

    @Test
    void whatCanBeReadBeforeABrokenFrameIsGiven() throws Exception {
        GreyVideo narrow = GreyVideo.of(avcodec.AV_CODEC_ID_MPEG2VIDEO, avutil.AV_PIX_FMT_YUV420P, 64, 48);
        Path first = narrow.write(directory.resolve("first.mpg"), 4);
        Path second = GreyVideo.of(avcodec.AV_CODEC_ID_MPEG2VIDEO, avutil.AV_PIX_FMT_YUV420P, 128, 48)
                .write(directory.resolve("second.mpg"), 4);
        Path both = Files.write(directory.resolve("both.mpg"), Files.readAllBytes(first));
        Files.write(both, Files.readAllBytes(second), StandardOpenOption.APPEND);
        try (VideoFile video = VideoFile.open(both)) {
            for (int i = 0; i < 3; i++) {
                assertThat(video.next().orElseThrow().index()).isEqualTo(i);
            }
            assertThatThrownBy(video::next)
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("frame 3 of");
        }
    }

    @Test
    void whatIsNoVideoIsNamed() throws Exception {
        Path text = Files.writeString(directory.resolve("text.mp4"), "no video at all");
        Path empty = Files.createFile(directory.resolve("empty.mp4"));
        Path folder = Files.createDirectories(directory.resolve("folder.mp4"));
        for (Path file : List.of(text, empty, folder, directory.resolve("none.mp4"))) {
            assertThatThrownBy(() -> VideoFile.count(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(String.valueOf(file.getFileName()));
        }
        assertThatThrownBy(() -> VideoFile.open(folder)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> VideoFile.open(empty)).hasMessageContaining("is empty");
    }
}
