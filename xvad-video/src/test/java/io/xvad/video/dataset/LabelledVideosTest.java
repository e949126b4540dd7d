package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Label;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledVideosTest {

    @TempDir
    private Path root = Path.of("");

    private void frames(String folder, int count) throws IOException {
        Path directory = Files.createDirectories(root.resolve(folder));
        for (int i = 0; i < count; i++) {
            ImageWriter.writePng(Image.of("f", 1, 8, 8, new float[64]), directory.resolve("%02d.png".formatted(i)));
        }
    }

    private static List<Label> labels(LabelledVideos videos) {
        return IntStream.range(0, videos.size()).mapToObj(videos::label).toList();
    }

    /** Videos of different lengths, each whole. */
    @Test
    void aFolderAKindAndOneForAnomaliesOfNoKind() throws IOException {
        frames("running/a", 3);
        frames("running/b", 5);
        frames("anomalous/c", 2);
        try (LabelledVideos videos = LabelledVideos.of(root)) {
            assertThat(labels(videos))
                    .containsExactly(
                            Label.anomaly(),
                            Label.anomaly().withKind("running"),
                            Label.anomaly().withKind("running"));
            assertThat(IntStream.range(0, 3)
                            .map(i -> videos.get(i).requireClip().frames().size()))
                    .containsExactly(2, 3, 5);
            assertThat(videos.id(0)).startsWith("anomalous/c");
        }
    }

    /** Frame by frame they are what they are as a whole, and the record of what was learned is the same. */
    @Test
    void framesComeOneAfterTheOther() throws IOException {
        frames("anomalous/a", 4);
        frames("anomalous/b", 3);
        try (LabelledVideos videos = LabelledVideos.of(root)) {
            List<Image> streamed = new ArrayList<>();
            TrainingRecord byFrames = TrainingRecord.of(TrainingSet.normals(videos.select(1, 0)));
            byFrames.normals().eachFrame(0, streamed::add);
            assertThat(streamed)
                    .extracting(Image::id)
                    .containsExactlyElementsOf(videos.get(1).requireClip().frames().stream()
                            .map(Image::id)
                            .toList());
            TrainingRecord whole = TrainingRecord.of(TrainingSet.normals(videos.select(1, 0)));
            whole.normals().get(0);
            assertThat(byFrames.learnedFrom()).isEqualTo(whole.learnedFrom());
        }
    }

    @Test
    void normalOnesHaveAFolderToo() throws IOException {
        frames("anomalous/a", 3);
        frames("normal/b", 4);
        frames("good/c", 2);
        try (LabelledVideos videos = LabelledVideos.of(root)) {
            assertThat(labels(videos)).containsExactly(Label.anomaly(), Label.normal(), Label.normal());
        }
    }

    @Test
    void videosOfTheDirectoryItself() throws IOException {
        frames("a", 3);
        frames("b", 4);
        try (LabelledVideos videos = LabelledVideos.of(root)) {
            assertThat(labels(videos)).containsExactly(Label.anomaly(), Label.anomaly());
            assertThat(videos.areTests()).isFalse();
        }
    }

    @Test
    void ofADataSetTheAnomalousTests() throws IOException {
        frames("train/n", 3);
        frames("test/calm", 3);
        frames("test/strange", 4);
        Files.writeString(root.resolve("truth.csv"), "video,track,start,end,x,y,width,height\nstrange,1,1,3,0,0,4,4\n");
        try (LabelledVideos videos = LabelledVideos.of(root)) {
            assertThat(videos.size()).isEqualTo(1);
            assertThat(videos.id(0)).startsWith("test/strange");
            assertThat(videos.label(0)).isEqualTo(Label.anomaly());
            assertThat(videos.areTests()).isTrue();
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> LabelledVideos.of(root))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("anomalous/");
        assertThatThrownBy(() -> LabelledVideos.of(root.resolve("none")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no such directory");
    }
}
