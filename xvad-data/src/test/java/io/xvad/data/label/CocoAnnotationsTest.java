package io.xvad.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.map.MapFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoAnnotationsTest {

    @TempDir
    private Path directory = Path.of("");

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(
                CocoAnnotationsTest.class.getResource("/golden/coco/" + name).toURI());
    }

    private CocoAnnotations coco(String annotations) throws IOException {
        return CocoAnnotations.read(Files.writeString(
                directory.resolve("coco.json"),
                """
                {"info": {"year": 2026}, "images": [
                   {"id": 7, "file_name": "dent/000.png", "height": 3, "width": 4},
                   {"id": 8, "file_name": "scratch/000.png", "height": 3, "width": 4}],
                 "categories": [{"id": 1, "name": "dent"}, {"id": 2, "name": "Background"}],
                 "annotations": [%s]}
                """
                        .formatted(annotations)));
    }

    private static Mask dent(CocoAnnotations coco) {
        return coco.maskOf(Path.of("data", "dent", "000.png"), 3, 4).orElseThrow();
    }

    /** Written by golden/coco.py. */
    @ParameterizedTest
    @ValueSource(strings = {"text-1", "text-2", "text-3", "counts-1", "counts-2", "counts-3", "square"})
    void areThoseOfPycocotools(String name) throws URISyntaxException {
        assertThat(overlap(name)).isEqualTo(1);
    }

    /** It takes pixels that a slanted edge only touches as well. */
    @Test
    void slantedPolygonsAreNearlyThoseOfPycocotools() throws URISyntaxException {
        assertThat(overlap("two")).isBetween(0.93, 1.0);
    }

    private static double overlap(String name) throws URISyntaxException {
        AnomalyMap expected = MapFiles.read(golden(name + ".npy"));
        Mask mask = CocoAnnotations.read(golden("instances.json"))
                .maskOf(Path.of("test", name + ".png"), 40, 33)
                .orElseThrow();
        int both = 0;
        int either = 0;
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 33; x++) {
                boolean wanted = expected.at(y, x) != 0;
                both += wanted && mask.at(y, x) ? 1 : 0;
                either += wanted || mask.at(y, x) ? 1 : 0;
            }
        }
        return both / (double) either;
    }

    /** Worked by hand: the runs go down the columns of 3 pixels: 4 background, 3 anomalous, 5 background. */
    @ParameterizedTest
    @ValueSource(strings = {"[4, 3, 5]", "\"435\""})
    void runsGoDownTheColumns(String counts) throws IOException {
        Mask mask = dent(coco("{\"image_id\": 7, \"category_id\": 1, \"segmentation\": {\"size\": [3, 4], \"counts\": "
                + counts + "}}"));
        assertThat(mask).isEqualTo(Mask.of(3, 4, new boolean[] {
            false, false, true, false, false, true, false, false, false, true, false, false
        }));
    }

    @Test
    void boxesStandInForSegmentations() throws IOException {
        Mask mask = dent(coco("{\"image_id\": 7, \"category_id\": 1, \"segmentation\": [], \"bbox\": [1, 1, 2, 2]}"));
        assertThat(mask.count()).isEqualTo(4);
        assertThat(mask.at(1, 1) && mask.at(2, 2)).isTrue();
    }

    @Test
    void imagesAreFoundByTheirDirectoriesToo() throws IOException {
        CocoAnnotations coco =
                coco("{\"image_id\": 7, \"category_id\": 1, \"segmentation\": [[0, 0, 4, 0, 4, 3, 0, 3]]}");
        assertThat(dent(coco).count()).isEqualTo(12);
        assertThat(coco.maskOf(Path.of("x/scratch/000.npy"), 3, 4).orElseThrow().any())
                .isFalse();
        assertThat(coco.maskOf(Path.of("dent/001.png"), 3, 4)).isEmpty();
        assertThat(coco.maskOf(Path.of("good/000.png"), 3, 4)).isEmpty();
        assertThatThrownBy(() -> coco.maskOf(Path.of("000.png"), 3, 4))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("dent/000.png")
                .hasMessageContaining("scratch/000.png");
        assertThatThrownBy(() -> coco.maskOf(Path.of("other", "dent", "000.png"), 3, 4))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("may be");
        assertThatThrownBy(() -> coco.maskOf(Path.of("data", "dent", "000.png"), 6, 8))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("3 x 4")
                .hasMessageContaining("6 x 8");
    }

    @Test
    void backgroundIsNotAnomalous() throws IOException {
        assertThat(dent(coco("{\"image_id\": 7, \"category_id\": 2, \"bbox\": [0, 0, 2, 2]}"))
                        .any())
                .isFalse();
    }

    /** Found by fuzzing: this error has no place. */
    @Test
    void nestingThatIsTooDeepIsNamed() {
        assertThatThrownBy(() -> coco("{\"image_id\": 7, \"bbox\": " + "[".repeat(100)))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("coco.json")
                .hasMessageContaining("nesting");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"image_id\": 9, \"bbox\": [0, 0, 1, 1]} | line 5: image_id 9 is not among the images",
                "{\"image_id\": 7, \"segmentation\": [[1, 2, 3]]} | line 5: a polygon needs at least 3 points",
                "{\"image_id\": 7, \"segmentation\": {\"size\": [3, 4], \"counts\": [4, 3]}} | the runs have 7 pixels, their mask 12",
                "{\"image_id\": 7, \"segmentation\": {\"size\": [3, 4], \"counts\": \"43~\"}} | compressed runs break off",
                "{\"image_id\": 7, \"segmentation\": {\"size\": [2000000000, 2000000000], \"counts\": [4]}} | a mask has 1 to",
                "{\"image_id\": 7, \"segmentation\": [[1, 2, \"x\", 4, 5, 6]]} | line 5: a number is wanted, got x",
                "{\"image_id\": 7} | has no segmentation and no bbox",
                "{\"image_id\": 7 | line 5: broken JSON"
            })
    void whatIsWrongIsNamedWithItsLine(String annotation, String message) {
        assertThatThrownBy(() -> coco(annotation))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("coco.json")
                .hasMessageContaining(message);
    }
}
