package io.xvad.video.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFolderTest {

    @TempDir
    private Path directory = Path.of("");

    private void image(String name, int width) throws Exception {
        BufferedImage image = new BufferedImage(width, 6, BufferedImage.TYPE_BYTE_GRAY);
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        ImageIO.write(image, "png", file.toFile());
    }

    private List<String> names() {
        try (FrameFolder folder = FrameFolder.open(directory, 10)) {
            return GreyVideo.frames(folder).stream()
                    .map(frame -> String.valueOf(Path.of(frame.image().id()).getFileName()))
                    .toList();
        }
    }

    private List<String> remarks() {
        try (FrameFolder folder = FrameFolder.open(directory, 10)) {
            return folder.remarks();
        }
    }

    @Test
    void numbersCountAsNumbersWhereverTheyStand() throws Exception {
        for (String name : List.of("frame10_cam1.png", "frame2_cam1.png", "frame1_cam1.png", "frame003_cam1.png")) {
            image(name, 8);
        }
        assertThat(names())
                .containsExactly("frame1_cam1.png", "frame2_cam1.png", "frame003_cam1.png", "frame10_cam1.png");
    }

    @Test
    void numbersLongerThanAnyTypeAndNamesWithoutNumbersHaveAnOrder() throws Exception {
        for (String name : List.of("99999999999999999999999.png", "100000000000000000000000.png", "b.png", "a.png")) {
            image(name, 8);
        }
        assertThat(names())
                .containsExactly("99999999999999999999999.png", "100000000000000000000000.png", "a.png", "b.png");
    }

    @Test
    void hiddenFilesAreNoFrames() throws Exception {
        for (String name : List.of("1.png", "2.png", "._1.png", ".2.png", ".thumbs/9.png", "Thumbs.db.png")) {
            image(name, 8);
        }
        Files.writeString(directory.resolve("Thumbs.db"), "x");
        assertThat(names()).containsExactly("1.png", "2.png", "Thumbs.db.png");
    }

    @Test
    void framesFollowAtTheRateAndAreNumbered() throws Exception {
        image("5.png", 8);
        image("6.png", 8);
        try (FrameFolder folder = FrameFolder.open(directory, 4)) {
            List<Frame> frames = GreyVideo.frames(folder);
            assertThat(frames).extracting(Frame::index).containsExactly(0L, 1L);
            assertThat(frames).extracting(Frame::seconds).containsExactly(0.0, 0.25);
        }
    }

    @Test
    void missingNumbersAreToldOf() throws Exception {
        for (int number : new int[] {8, 9, 10, 13, 14}) {
            image("frame" + number + ".png", 8);
        }
        assertThat(remarks()).singleElement().asString().contains("after frame10.png comes frame13.png");
    }

    @Test
    void numbersInEvenStepsMissNothing() throws Exception {
        for (int number : new int[] {0, 5, 10, 15}) {
            image("frame" + number + "_640.png", 8);
        }
        assertThat(remarks()).isEmpty();
        image("frame18_640.png", 8);
        assertThat(remarks()).as("steps of 3 and of 5 have no step in common").isEmpty();
    }

    @Test
    void anotherSizeIsNamed() throws Exception {
        image("1.png", 8);
        image("2.png", 8);
        image("10.png", 9);
        assertThatThrownBy(this::names)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("10.png has 6 x 9 pixels, the first frame has 6 x 8");
    }
}
