package io.xvad.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.Image;
import io.xvad.core.progress.ProgressListener;
import io.xvad.video.read.VideoFile;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoDemoTest {

    @TempDir
    private Path directory = Path.of("");

    private static Image ground() {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[3 * 96 * 144];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(0.4, 0.6);
        }
        return Image.of("ground", 3, 96, 144, values);
    }

    @Test
    void aTinyDemoWritesVideosAndSaneFigures() {
        DemoScenes scenes = new DemoScenes(ground(), 4, 4, 20, 60, 1);
        VideoDemo demo = new VideoDemo(scenes, directory, ProgressListener.none());
        demo.run("attributes");

        JsonNode result = demo.json().get("results").get(0);
        assertThat(result.get("scenes")).hasSize(7);
        double sum = 0;
        for (JsonNode scene : result.get("scenes")) {
            String kind = scene.get("kind").asText();
            assertThat(VideoFile.count(directory.resolve("attributes-" + kind + ".mp4")))
                    .isEqualTo(60);
            sum += scene.get("frameAuc").asDouble();
        }
        assertThat(result.get("scenes").get(0).get("frameAuc").isNull()).isTrue();
        assertThat(sum / 6).as("mean frame AUC over kinds").isBetween(0.6, 1.0);
        assertThat(demo.events()).isNotEmpty();
        assertThat(demo.events()).allMatch(event -> event.get("synthetic").asBoolean());
        assertThat(result.get("rightAttributeFirst").asInt())
                .isBetween(1, result.get("trueEvents").asInt());
        assertThat(demo.html()).contains("synthetic", "attributes-too-fast.mp4", "class=\"truth\"", "data-seek");
        assertThat(demo.html()).doesNotContain("http://", "https://");
    }
}
