package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledVideosTest {

    @TempDir
    private Path directory;

    /** A folder of frames that grow brighter by a hundredth each. */
    private void write(String name, int frames) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        for (int i = 0; i < frames; i++) {
            float[] values = new float[8 * 8];
            Arrays.fill(values, i / 100f);
            ImageWriter.writePng(Image.of("f", 1, 8, 8, values), folder.resolve(String.format("%03d.png", i)));
        }
    }

    @Test
    void aVideoIsAClipOfFramesFromAllOfIt() throws Exception {
        write("anomalous/fight", 40);
        write("anomalous/short", 3);
        write("normal/street", 10);
        LabelledVideos videos = LabelledVideos.of(directory, 4);
        assertThat(videos.size()).isEqualTo(3);
        assertThat(videos.id(0)).isEqualTo("anomalous/fight");
        assertThat(videos.label(1).anomalous()).isTrue();
        assertThat(videos.label(2).anomalous()).isFalse();
        Clip fight = videos.get(0);
        assertThat(fight.frames().stream().map(frame -> Math.round(100 * frame.at(0, 0, 0))))
                .containsExactly(5, 15, 25, 35);
        assertThat(fight.timestamp(1)).isEqualTo(15 / 25.0);
        assertThat(videos.get(1).frames()).hasSize(3);
    }

    @Test
    void withoutAnomalousVideosThereIsNothingToLearn() throws Exception {
        write("normal/street", 2);
        assertThatThrownBy(() -> LabelledVideos.of(directory, 4))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("put those with an anomaly into anomalous/");
    }
}
