package io.xvad.evaluation.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.dataset.VideoFormat;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of places, of detectors that tell them by maps, by findings, or not at all. */
class VideoEvaluationTest {

    private static final int SIDE = 8;
    private static final int FRAMES = 4;

    @TempDir
    private Path root;

    /** Scores a frame by its number. */
    private record Counting(boolean maps, boolean findings) implements VideoModel, FrameScorer {

        @Override
        public FrameScorer scorer(double framesPerSecond) {
            return this;
        }

        @Override
        public List<ScoredFrame> push(Frame frame) {
            Finding whole = new Finding(new Box(0, 0, SIDE, SIDE), frame.index(), List.of(), Optional.empty());
            AnomalyMap map = AnomalyMap.of(SIDE, SIDE, new float[SIDE * SIDE]);
            return List.of(new ScoredFrame(
                    frame,
                    frame.index(),
                    maps ? Optional.of(map) : Optional.empty(),
                    findings ? List.of(whole) : List.of()));
        }

        @Override
        public List<ScoredFrame> finish() {
            return List.of();
        }

        @Override
        public void save(ModelWriter model) {}

        @Override
        public void close() {}
    }

    private VideoEvaluation.Result measured(boolean maps, boolean findings) throws IOException {
        for (int i = 1; i <= FRAMES; i++) {
            write("tif", "Train/Train001/00" + i, 0);
            write("tif", "Test/Test001/00" + i, 0);
            write("bmp", "Test/Test001_gt/00" + i, i > 2 ? 0xffffff : 0);
        }
        Provenance provenance = new Provenance("counting", Map.of(), 0, 1, "", "test");
        try (FittedVideoDetector fitted = new FittedVideoDetector(new Counting(maps, findings), 0, provenance)) {
            VideoEvaluation evaluation = new VideoEvaluation(fitted);
            VideoFormat.UCSD.open(root).test().forEach(evaluation::add);
            return evaluation.result();
        }
    }

    private void write(String format, String name, int colour) throws IOException {
        Path file = root.resolve(name + "." + format);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 2, colour);
        ImageIO.write(image, format, file.toFile());
    }

    @Test
    void mapsHaveFiguresOfPixelsAndOfRegions() throws IOException {
        VideoEvaluation.Result result = measured(true, true);
        assertThat(result.pixelAuroc()).hasValue(0.5);
        assertThat(result.pixels()).isPresent();
        assertThat(result.regions()).isPresent();
    }

    @Test
    void findingsWithoutMapsHaveNoFiguresOfPixels() throws IOException {
        VideoEvaluation.Result result = measured(false, true);
        assertThat(result.frames().micro().auroc()).isEqualTo(1);
        assertThat(result.pixelAuroc()).isEmpty();
        assertThat(result.pixels()).isEmpty();
        assertThat(result.regions()).isPresent();
    }

    @Test
    void scoresAloneHaveNoFiguresOfPlaces() throws IOException {
        VideoEvaluation.Result result = measured(false, false);
        assertThat(result.pixels()).isEmpty();
        assertThat(result.regions()).isEmpty();
    }

    /** Scores are the numbers of frames, of which the last are anomalous. */
    @Test
    void averagePrecisionStandsBesideTheTrapezoidThatXdViolenceCallsSo() throws IOException {
        VideoEvaluation.Result result = measured(false, false);
        JsonNode frame = VideoFigures.json(result).get("frame");
        assertThat(frame.get("micro").get("ap").asDouble()).isEqualTo(1);
        assertThat(frame.get("microTrapezoidalPrecision").asDouble()).isEqualTo(1);
        assertThat(VideoFigures.text(result))
                .containsPattern("frame AP, micro, raw scores +1\\.000")
                .containsPattern("trapezoid under the frames' PR curve, XD-Violence's AP +1\\.000");
    }
}
