package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.TrackedBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShanghaiTechLayoutTest {

    private static final int PIXELS = Miniature.HEIGHT * Miniature.WIDTH;
    private static final String PIXEL_MASK = "testing/test_pixel_mask/01_0014.npy";

    @TempDir
    private Path root = Path.of("");

    private Miniature mini = new Miniature(root);

    @BeforeEach
    void videos() throws IOException {
        mini = new Miniature(root);
        mini.video("training/videos/01_001.avi", 3, 24);
        mini.video("training/videos/13_007.avi", 4, 24);
        mini.frames("testing/frames/01_0014/%03d.jpg", 0, 4);
        mini.bytes("testing/test_frame_mask/01_0014.npy", Npy.write(new int[] {0, 1, 1, 0}, 4));
    }

    private VideoDataset open() {
        assertThat(VideoFormat.recognise(root)).isEqualTo(VideoFormat.SHANGHAITECH);
        return VideoFormat.SHANGHAITECH.open(root);
    }

    /** In frame 1 pixel (2, 3) is anomalous, in frame 2 the last one. */
    private static int[] masks() {
        int[] masks = new int[4 * PIXELS];
        masks[PIXELS + 2 * Miniature.WIDTH + 3] = 1;
        masks[3 * PIXELS - 1] = 1;
        return masks;
    }

    @Test
    void framesPixelsAndTracks() throws IOException {
        mini.bytes(PIXEL_MASK, Npy.write(masks(), 4, Miniature.HEIGHT, Miniature.WIDTH));
        mini.text("annotations/ShanghaiTech/01_0014.txt", "0,1,3,2,5,2", "0,2,4,2,6,9");
        VideoDataset dataset = open();
        assertThat(dataset.train())
                .extracting(Video::id)
                .containsExactly("training/videos/01_001.avi", "training/videos/13_007.avi");
        assertThat(dataset.train())
                .extracting(video -> video.scene().orElseThrow())
                .containsExactly("01", "13");
        assertThat(dataset.train()).extracting(Video::frames).containsExactly(3, 4);
        VideoCase only = dataset.test().get(0);
        assertThat(only.video().scene()).contains("01");
        VideoTruth truth = only.truth();
        assertThat(Miniature.anomalous(truth)).containsExactly(1, 2);
        List<Frame> frames = Miniature.read(only.video());
        assertThat(frames.get(3).seconds()).isEqualTo(3 / 24.0);
        Mask first = truth.mask(frames.get(1)).orElseThrow();
        assertThat(first.count()).isEqualTo(1);
        assertThat(first.at(2, 3)).isTrue();
        Mask second = truth.mask(frames.get(2)).orElseThrow();
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.at(Miniature.HEIGHT - 1, Miniature.WIDTH - 1)).isTrue();
        assertThat(truth.mask(frames.get(3)).orElseThrow().any()).isFalse();
        assertThat(truth.boxes().orElseThrow())
                .containsExactly(new TrackedBox(1, 0, new Box(3, 2, 3, 1)), new TrackedBox(2, 0, new Box(4, 2, 3, 8)));
    }

    @Test
    void bytesAsNumpyWritesBooleans() throws IOException {
        String header = "{'descr': '|b1', 'fortran_order': False, 'shape': (4, 12, 16), }";
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        byte[] npy = new byte[10 + padded.length() + 4 * PIXELS];
        byte[] start = ("\u0093NUMPY\u0001\u0000" + (char) padded.length() + "\u0000" + padded)
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(start, 0, npy, 0, start.length);
        npy[start.length + 2 * PIXELS] = 1;
        mini.bytes(PIXEL_MASK, npy);
        VideoCase only = open().test().get(0);
        List<Frame> frames = Miniature.read(only.video());
        VideoTruth truth = only.truth();
        assertThat(frames)
                .extracting(frame -> truth.mask(frame).orElseThrow().count())
                .containsExactly(0, 0, 1, 0);
    }

    @Test
    void withoutPixelsAndTracksThereAreNone() {
        VideoCase only = open().test().get(0);
        assertThat(only.truth().hasMasks()).isFalse();
        assertThat(only.truth().boxes()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        mini.bytes(PIXEL_MASK, Npy.write(new int[3 * PIXELS], 3, Miniature.HEIGHT, Miniature.WIDTH));
        VideoCase only = open().test().get(0);
        assertThatThrownBy(only::truth)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("tells of 3 frames")
                .hasMessageContaining("of 4");
        mini.bytes(PIXEL_MASK, Npy.write(new int[PIXELS], PIXELS));
        assertThatThrownBy(only::truth).hasMessageContaining("frames x height x width");
        mini.bytes(PIXEL_MASK, new byte[5]);
        assertThatThrownBy(only::truth).hasMessageContaining("01_0014.npy").hasMessageContaining("cut short");
        Files.delete(root.resolve(PIXEL_MASK));
        mini.bytes("testing/test_frame_mask/01_0014.npy", Npy.write(new int[5], 5));
        assertThatThrownBy(only::truth)
                .hasMessageContaining("01_0014.npy tells of 5 frames")
                .hasMessageContaining("testing/frames/01_0014 has 4");
        Files.delete(root.resolve("testing/test_frame_mask/01_0014.npy"));
        assertThatThrownBy(only::truth).hasMessageContaining("test_frame_mask");
    }
}
