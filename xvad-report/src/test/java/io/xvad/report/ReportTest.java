package io.xvad.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Verdict;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.PngScale;
import io.xvad.evaluation.bench.BenchRow;
import io.xvad.evaluation.bench.BenchTable;
import io.xvad.explainers.Scene;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program without the command draws and writes. */
class ReportTest {

    private static final int SQUARE_Y = 5;
    private static final int SQUARE_X = 36;

    @TempDir
    private Path directory = Path.of("");

    /** Whether a pixel is as it is in a grey image. */
    private static boolean same(Image image, BufferedImage drawn, int y, int x) {
        int grey = Math.round(255 * image.at(0, y, x));
        return (drawn.getRGB(x, y) & 0xffffff) == grey * 0x010101;
    }

    /** Without a map, as a language model gives none, but with a region. */
    private static Detection mapless(List<Region> regions) {
        return new Detection("with-square", 7.25, Verdict.UNDECIDED, List.of(), regions);
    }

    @Test
    void theOverlayColoursWhatIsAnomalousAndLeavesTheRest() {
        Image image = Scene.withSquare();
        try (FittedDetector fitted = Scene.fitted()) {
            Detection detection = fitted.detect(image);
            BufferedImage after = Overlay.of(image, detection, fitted).toBufferedImage();
            assertThat(after.getWidth()).isEqualTo(image.width());
            assertThat(after.getHeight()).isEqualTo(image.height());
            assertThat(same(image, after, SQUARE_Y, SQUARE_X)).isFalse();
            assertThat(same(image, after, 20, 10)).isTrue();
            MapScale blind = new MapScale(10, 11, 12);
            assertThat(same(
                            image,
                            Overlay.of(image, Detection.undecided("x", 1, detection.maps()), blind)
                                    .toBufferedImage(),
                            SQUARE_Y,
                            SQUARE_X))
                    .isTrue();
        }
    }

    @Test
    void withoutAMapTheOverlayIsTheImageItselfAndBoxes() {
        Image image = Scene.withSquare();
        try (FittedDetector fitted = Scene.fitted()) {
            BufferedImage plain = Overlay.of(image, mapless(List.of()), fitted).toBufferedImage();
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    assertThat(same(image, plain, y, x)).isTrue();
                }
            }
            Region region = new Region(0, new Box(10, 8, 6, 6), 36, 10, 12, 1, 1);
            BufferedImage boxed =
                    Overlay.of(image, mapless(List.of(region)), fitted).toBufferedImage();
            assertThat(boxed.getRGB(10, 8) & 0xffffff).isEqualTo(0xffffff);
            assertThat(same(image, boxed, 25, 40)).isTrue();
        }
    }

    @Test
    void anOverlayIsWrittenAsPng() throws IOException {
        Image image = Scene.withSquare();
        try (FittedDetector fitted = Scene.fitted()) {
            Overlay overlay = Overlay.of(image, fitted.detect(image), fitted);
            overlay.write(directory.resolve("below/overlay.png"));
            BufferedImage read =
                    ImageIO.read(directory.resolve("below/overlay.png").toFile());
            assertThat(read.getRGB(SQUARE_X, SQUARE_Y))
                    .isEqualTo(overlay.toBufferedImage().getRGB(SQUARE_X, SQUARE_Y));
            assertThat(ImageIO.read(new ByteArrayInputStream(overlay.png())).getWidth())
                    .isEqualTo(image.width());
        }
    }

    @Test
    void aPageHoldsItsImagesAndSaysWhatWasFound() {
        Image image = Scene.withSquare();
        try (FittedDetector fitted = Scene.fitted()) {
            Path page = directory.resolve("report.html");
            ReportPage.of(
                            "Plates & more",
                            List.of(
                                    ImageCard.of(image, fitted.detect(image), fitted),
                                    ImageCard.of(image, mapless(List.of()), fitted)))
                    .write(page);
            assertThat(page)
                    .content()
                    .contains("Plates &amp; more", "<h3>with-square</h3>", "template heatmap and regions", "score ")
                    .contains(
                            "template regions",
                            ">Not decided</span> <span class=\"remark\">score 7.250<",
                            "data:image/png;base64,")
                    .doesNotContain("http://", "https://", "{{");
        }
    }

    @Test
    void aTableOfExplainersIsASection() {
        BenchTable table = new BenchTable("template", List.of(BenchRow.unmeasured("rise", "shows no map")));
        String html = new ReportPage(
                        "Compared",
                        "as text <here>",
                        BenchTable.header(),
                        List.of(ReportPage.Section.of(table, List.of())))
                .html();
        assertThat(html).contains("<h2>template</h2>", "<td>rise</td><td>shows no map</td>", "text &lt;here&gt;");
    }

    @Test
    void filesOfADetectionAreNamedInItsJson() {
        Image image = Scene.withSquare();
        try (FittedDetector fitted = Scene.fitted()) {
            DetectionFiles files = new DetectionFiles(fitted, directory, EnumSet.allOf(MapFormat.class));
            Detection detection = fitted.detect(image);
            ObjectNode json = files.write(image, detection, Path.of("a", "b"));
            assertThat(json.get("sampleId").asText()).isEqualTo("with-square");
            assertThat(json.get("mapFiles").properties()).hasSize(3);
            assertThat(MapFiles.read(directory.resolve("maps/a/b.npy"))).isEqualTo(detection.map());
            AnomalyMap png = MapFiles.read(directory.resolve("maps/a/b.png"));
            assertThat(png.argmax()).isEqualTo(detection.map().argmax());
            assertThat(png.max()).isCloseTo(detection.map().max(), Percentage.withPercentage(0.2));
            assertThat(json.at("/png16Scale/low").floatValue())
                    .isEqualTo(json.at("/mapScale/low").floatValue());
            assertThat(json.at("/png16Scale/highLevel").asInt()).isEqualTo(49_152);
            assertThat(directory.resolve("overlays/a/b.png")).isNotEmptyFile();

            ObjectNode without = files.write(image, mapless(List.of()), Path.of("c"));
            assertThat(without.has("mapFiles")).isFalse();
            assertThat(without.has("mapScale")).isFalse();
            assertThat(directory.resolve("overlays/c.png")).isNotEmptyFile();
        }
    }

    @Test
    void aMapScaleWithoutAnExtentHasPngLevelsAllTheSame() {
        assertThat(PngScale.of(new MapScale(3, 3, 3))).isEqualTo(new PngScale(3, 6));
        assertThat(PngScale.of(new MapScale(0, 1, 2))).isEqualTo(new PngScale(0, 2));
    }
}
