package io.xvad.video.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import io.xvad.video.read.VideoFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoWriterTest {

    private static final int HEIGHT = 48;
    private static final int WIDTH = 67;

    @TempDir
    Path directory;

    private static BufferedImage image(Color colour) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    private static List<Frame> read(Path file) {
        List<Frame> frames = new ArrayList<>();
        try (VideoFile video = VideoFile.open(file)) {
            for (Optional<Frame> next = video.next(); next.isPresent(); next = video.next()) {
                frames.add(next.get());
            }
        }
        return frames;
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Path file = directory.resolve("new/video.mp4");
        try (VideoWriter writer = VideoWriter.open(file, HEIGHT, WIDTH, 10)) {
            for (int i = 0; i < 20; i++) {
                writer.add(image(i < 10 ? new Color(200, 40, 40) : new Color(40, 40, 200)), i / 10.0);
            }
            assertThat(file).doesNotExist();
            writer.finish();
        }
        List<Frame> frames = read(file);
        assertThat(frames).hasSize(20);
        assertThat(frames.get(19).seconds()).isCloseTo(1.9, within(1e-6));
        assertThat(frames.get(0).image().height()).isEqualTo(HEIGHT);
        assertThat(frames.get(0).image().width()).isEqualTo(WIDTH + 1);
        assertThat(frames.get(2).image().at(0, 20, 30)).isCloseTo(200 / 255f, within(0.06f));
        assertThat(frames.get(2).image().at(2, 20, 30)).isCloseTo(40 / 255f, within(0.06f));
        assertThat(frames.get(17).image().at(2, 20, 30)).isCloseTo(200 / 255f, within(0.06f));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("avc1");
        assertThat(bytes.indexOf("moov")).as("index before frames").isBetween(0, bytes.indexOf("mdat"));
    }

    @Test
    void pausesAreKept() {
        Path file = directory.resolve("pause.mp4");
        try (VideoWriter writer = VideoWriter.open(file, HEIGHT, WIDTH, 10)) {
            for (double seconds : new double[] {0, 0.1, 0.9}) {
                writer.add(image(Color.GRAY), seconds);
            }
            writer.finish();
        }
        List<Frame> frames = read(file);
        assertThat(frames.get(2).seconds()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void everyFrameKeepsItsOwnTime() {
        double[] times = {0, 0.02, 0.04, 0.12, 1 / 3.0, 0.4, 1.001, 1.002, 7.5};
        Path file = directory.resolve("variable.mp4");
        try (VideoWriter writer = VideoWriter.open(file, HEIGHT, WIDTH, 10)) {
            for (double seconds : times) {
                writer.add(image(Color.GRAY), seconds);
            }
            writer.finish();
        }
        assertThat(read(file).stream().mapToDouble(Frame::seconds).toArray())
                .containsExactly(times, within(1 / 40_000.0));
    }

    @Test
    void framesOfOneTimeFollowEachOther() {
        Path file = directory.resolve("twice.mp4");
        try (VideoWriter writer = VideoWriter.open(file, HEIGHT, WIDTH, 10)) {
            for (double seconds : new double[] {0, 0.5, 0.5, 0.4, 1}) {
                writer.add(image(Color.GRAY), seconds);
            }
            writer.finish();
        }
        double tick = 1 / 24_000.0;
        assertThat(read(file).stream().mapToDouble(Frame::seconds).toArray())
                .containsExactly(new double[] {0, 0.5, 0.5 + tick, 0.5 + 2 * tick, 1}, within(1e-6));
    }

    @Test
    void theRateOfARegularVideoIsKept() {
        for (double rate : new double[] {10, 25, 30000 / 1001.0, 120}) {
            Path file = directory.resolve(rate + ".mp4");
            try (VideoWriter writer = VideoWriter.open(file, HEIGHT, WIDTH, rate)) {
                for (int i = 0; i < 8; i++) {
                    writer.add(image(Color.GRAY), i / rate);
                }
                writer.finish();
            }
            try (VideoFile video = VideoFile.open(file)) {
                assertThat(video.framesPerSecond()).isCloseTo(rate, within(0.01));
            }
        }
    }

    @Test
    void refusesTimesThatAreNone() {
        try (VideoWriter writer = VideoWriter.open(directory.resolve("time.mp4"), HEIGHT, WIDTH, 10)) {
            for (double seconds : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> writer.add(image(Color.GRAY), seconds))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(String.valueOf(seconds));
            }
            assertThatThrownBy(() -> writer.add(image(Color.GRAY), 100_000))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("24 hours");
        }
    }

    @Test
    void whatIsNotFinishedDoesNotAppear() {
        Path file = directory.resolve("half.mp4");
        try (VideoWriter writer = VideoWriter.open(file, HEIGHT, WIDTH, 10)) {
            writer.add(image(Color.GRAY), 0);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesAnotherSize() {
        try (VideoWriter writer = VideoWriter.open(directory.resolve("size.mp4"), 32, 32, 10)) {
            assertThatThrownBy(() -> writer.add(image(Color.GRAY), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("32 x 32");
        }
    }
}
