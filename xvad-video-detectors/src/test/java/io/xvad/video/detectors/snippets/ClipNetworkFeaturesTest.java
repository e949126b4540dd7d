package io.xvad.video.detectors.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.option.Options;
import io.xvad.training.onnx.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipNetworkFeaturesTest {

    @TempDir
    private Path directory = Path.of("");

    /** A network that gives the mean of each channel and frame, of shape (N, 3, frames). */
    private Path network(long... shape) throws IOException {
        OnnxGraph onnx = new OnnxGraph();
        String clip = onnx.input("clip", shape);
        String means = onnx.node(
                "ReduceMean",
                node -> node.integer("keepdims", 0).integers("axes", shape.length - 2, shape.length - 1),
                clip);
        onnx.output("features", means, Arrays.copyOf(shape, shape.length - 2));
        return Files.write(directory.resolve("clip.onnx"), onnx.bytes());
    }

    private static Options options(Path file) {
        return Options.parse(
                SnippetOptions.all(),
                Map.of("clip-network", file.toString(), "clip-scale", "0.5,0.25", "snippet", "8", "clip-size", "16"));
    }

    private static Image frame(int index) {
        float[] values = new float[3 * 20 * 30];
        Arrays.fill(values, 0, 600, 0.1f * index);
        Arrays.fill(values, 600, 1200, 0.5f);
        Arrays.fill(values, 1200, 1800, 1f);
        return Image.of("frame-" + index, 3, 20, 30, values);
    }

    /** Of eight frames a network of four sees 1, 3, 5 and 7; samples are less 0.5, by 0.25; frames are averaged over. */
    @Test
    void seesFramesEvenlySpreadAndScaled() throws IOException {
        List<Image> snippet =
                IntStream.range(0, 8).mapToObj(ClipNetworkFeaturesTest::frame).toList();
        try (SnippetFeatures features = SnippetFeatures.open(options(network(1, 3, 4, 16, 16)))) {
            assertThat(features.form()).isEqualTo(new SnippetForm(1, 0, 3, 0));
            assertThat(features.reader().next(snippet)).containsExactly(new float[] {-0.4f, 0, 2}, within(1e-5f));
        }
    }

    @Test
    void refusesWhatTakesNoClips() throws IOException {
        Path images = network(1, 3, 16, 16);
        assertThatThrownBy(() -> SnippetFeatures.open(options(images)))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("(N, 3, frames, height, width)");
        Options missing = options(directory.resolve("none.onnx"));
        assertThatThrownBy(() -> SnippetFeatures.open(missing))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.onnx");
        Options wrong =
                Options.parse(SnippetOptions.all(), Map.of("clip-network", images.toString(), "clip-scale", "0.5,0"));
        assertThatThrownBy(() -> SnippetFeatures.open(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'clip-scale'");
    }
}
