package io.xvad.evaluation.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.PngScale;
import io.xvad.metrics.localisation.PixelMetrics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapPairsTest {

    @TempDir
    private Path directory = Path.of("");

    private Path maps = Path.of("");
    private Path masks = Path.of("");

    @BeforeEach
    void mapsOfADentAndOfNothing() {
        maps = directory.resolve("maps");
        masks = directory.resolve("masks");
        MapFiles.writeNpy(AnomalyMap.of(2, 3, new float[] {9, 8, 1, 0, 0, 1}), maps.resolve("dent/000.npy"));
        MapFiles.writeNpy(AnomalyMap.of(2, 3, new float[] {2, 1, 1, 0, 0, 1}), maps.resolve("good/000.npy"));
    }

    private MapPairs.Measured measured() {
        return MapPairs.of(maps, masks, null).measure(PixelMetrics.withDefaults(), ProgressListener.none());
    }

    private void mask(String name, float... pixels) {
        ImageWriter.writePng(Image.of("m", 1, 2, 3, pixels), masks.resolve(name));
    }

    private void assertPerfect() {
        MapPairs.Measured measured = measured();
        assertThat(measured.image().result().auroc()).isEqualTo(1);
        assertThat(measured.pixel().result().pixels().auroc()).isEqualTo(1);
        assertThat(measured.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000.png",
                "000.bmp",
                "000_mask.png",
                "000_mask.bmp",
                "000_gt.png",
                "000_gt.tiff",
                "000_label.PNG",
                "000_label.jpg"
            })
    void masksAreFoundByAnyOfTheirNames(String name) throws IOException {
        Path file = masks.resolve("dent").resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 255);
        image.getRaster().setSample(1, 0, 0, name.endsWith("jpg") ? 255 : 128);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        assertThat(ImageIO.write(image, ending, file.toFile())).isTrue();
        MapPairs.Measured measured = measured();
        assertThat(measured.image().result().auroc()).isEqualTo(1);
        if (!name.endsWith("jpg")) {
            assertThat(measured.pixel().result().pixels().anomalous()).isEqualTo(2);
            assertPerfect();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco.json", "labels/dent/000.json", "labels/dent/000.txt", "cvat.xml"})
    void filesOfLabelToolsAreMasks(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                switch (name) {
                    case "coco.json" ->
                        """
                        {"images": [{"id": 1, "file_name": "dent/000.png", "height": 2, "width": 3},
                                    {"id": 2, "file_name": "good/000.png", "height": 2, "width": 3}],
                         "annotations": [{"image_id": 1, "segmentation": {"size": [2, 3], "counts": [0, 1, 1, 1, 3]}}]}
                        """;
                    case "cvat.xml" ->
                        """
                        <annotations><image name="dent/000.png" width="3" height="2">
                        <polygon label="dent" points="0,0;2,0;2,1;0,1"/></image></annotations>
                        """;
                    case "labels/dent/000.json" ->
                        """
                        {"shapes": [{"label": "dent", "shape_type": "rectangle", "points": [[0, 0], [2, 1]]}],
                         "imageHeight": 2, "imageWidth": 3}
                        """;
                    default -> "0 0.333333 0.25 0.666667 0.5";
                });
        masks = name.startsWith("labels") ? directory.resolve("labels") : file;
        assertPerfect();
    }

    @Test
    void noMaskThatBelongsToAMapIsAnError() throws IOException {
        Files.createDirectories(masks);
        assertThatThrownBy(this::measured)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no mask in it belongs to a map");
        Files.writeString(masks.resolve("README.txt"), "masks go here");
        assertThatThrownBy(this::measured).hasMessageContaining("no mask in it belongs to a map");
        Files.writeString(masks.resolve("other.json"), "{\"shapes\": []}");
        assertThatThrownBy(this::measured).hasMessageContaining("no mask in it belongs to a map");
        mask("other.png", 1, 0, 0, 0, 0, 0);
        Files.delete(masks.resolve("other.json"));
        assertThatThrownBy(this::measured).hasMessageContaining("other.png").hasMessageContaining("000.npy");
    }

    @Test
    void twoMasksOfOneMapAndAMaskWithoutAMapAreErrors() {
        mask("dent/000.png", 1, 0, 0, 0, 0, 0);
        mask("dent/000_gt.png", 1, 0, 0, 0, 0, 0);
        assertThatThrownBy(this::measured).hasMessageContaining("000.png").hasMessageContaining("000_gt.png");
        masks = directory.resolve("others");
        mask("dent/000.png", 1, 0, 0, 0, 0, 0);
        mask("dent/001.png", 1, 0, 0, 0, 0, 0);
        assertThatThrownBy(this::measured).hasMessageContaining("001.png has no map");
    }

    @Test
    void oddMasksAreNoted() {
        mask("dent/000.png", 0, 1, 1, 1, 1, 1);
        mask("good/000.png", 0, 0, 0, 0, 0, 0);
        assertThat(measured().notes())
                .hasSize(2)
                .anySatisfy(note -> assertThat(note).contains("inverted: dent/000 (83 %)"))
                .anySatisfy(note -> assertThat(note).contains("empty").contains("good/000"));
    }

    @Test
    void pngMapsOfOursGiveTheFiguresOfExactOnesAndCutOffOnesAreNoted() throws IOException {
        mask("dent/000.png", 1, 1, 0, 0, 0, 0);
        double exact = measured().pixel().result().pixels().averagePrecision();
        maps = directory.resolve("png");
        PngScale narrow = new PngScale(0, 0.5f);
        MapFiles.writePng16(AnomalyMap.of(2, 3, new float[] {9, 8, 1, 0, 0, 1}), narrow, maps.resolve("dent/000.png"));
        MapFiles.writePng16(AnomalyMap.of(2, 3, new float[] {2, 1, 1, 0, 0, 1}), narrow, maps.resolve("good/000.png"));
        assertThat(measured().pixel().result().pixels().averagePrecision()).isEqualTo(exact);
        assertThat(measured().image().result().auroc()).isEqualTo(1);
        assertThat(measured().notes()).isEmpty();

        maps = directory.resolve("cut");
        for (String name : new String[] {"dent/000.png", "good/000.png"}) {
            ImageWriter.writePng(Image.of("m", 1, 2, 3, new float[] {1, 1, 1, 0, 0, 1}), maps.resolve(name));
        }
        assertThat(measured().notes())
                .singleElement()
                .asString()
                .startsWith("66.7 % of the pixels of PNG maps are at the top of their scale");
    }

    @Test
    void ofAMapInSeveralFormatsTheExactOneIsTaken() {
        mask("dent/000.png", 1, 1, 0, 0, 0, 0);
        AnomalyMap wrong = AnomalyMap.of(2, 3, new float[] {0, 0, 5, 5, 5, 5});
        MapFiles.writePng16(wrong, new PngScale(0, 5), maps.resolve("dent/000.png"));
        MapFiles.writeTiff(wrong, maps.resolve("dent/000.tiff"));
        assertPerfect();
    }
}
