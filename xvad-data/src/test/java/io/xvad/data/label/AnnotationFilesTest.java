package io.xvad.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationFilesTest {

    private static final String COCO =
            """
            {"images": [{"id": 1, "file_name": "a.png", "height": 2, "width": 2}], "categories": [],
             "annotations": [{"image_id": 1, "bbox": [0, 0, 1, 2]}]}
            """;
    private static final String LABELME =
            """
            {"shapes": [{"label": "x", "points": [[0, 0], [2, 1]], "shape_type": "rectangle"}]}
            """;
    private static final String CVAT =
            """
            <annotations><image name="a.png" width="2" height="2">
            <box label="x" xtl="0" ytl="0" xbr="2" ybr="1"/></image></annotations>
            """;

    private static final String VOC =
            """
            <annotation><filename>a.png</filename><size><width>2</width><height>2</height></size>
            <object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>1</ymax></bndbox></object>
            </annotation>
            """;

    @TempDir
    private Path directory = Path.of("");

    private static int marked(Path place) {
        return AnnotationFiles.of(place)
                .maskOf(Path.of("a.png"), 2, 2)
                .map(Mask::count)
                .orElse(-1);
    }

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void eachKindIsRecognised() throws IOException {
        assertThat(marked(file("coco/anything.json", COCO))).isEqualTo(2);
        assertThat(marked(directory.resolve("coco"))).isEqualTo(2);
        assertThat(marked(file("cvat/annotations.xml", CVAT))).isEqualTo(2);
        assertThat(marked(directory.resolve("cvat"))).isEqualTo(2);
        file("labelme/a.json", LABELME);
        assertThat(marked(directory.resolve("labelme"))).isEqualTo(2);
        file("voc/a.xml", VOC);
        assertThat(marked(directory.resolve("voc"))).isEqualTo(2);
        file("voc/b.xml", VOC);
        assertThat(marked(directory.resolve("voc"))).isEqualTo(2);
        file("yolo/a.txt", "0 0.5 0.5 1 1");
        file("yolo/classes.txt", "dent");
        assertThat(marked(directory.resolve("yolo"))).isEqualTo(4);
    }

    @Test
    void filesBesideImagesAreAnnotationsIfTheyAreNamedAsThem() throws IOException {
        ImageWriter.writePng(Image.of("a", 1, 2, 2, new float[4]), directory.resolve("both/a.png"));
        file("both/readme.txt", "hello");
        file("both/notes.json", "{}");
        assertThat(AnnotationFiles.find(directory.resolve("both"))).isEmpty();
        file("both/a.json", LABELME);
        assertThat(marked(directory.resolve("both"))).isEqualTo(2);
    }

    @Test
    void whatIsNoneIsNamed() throws IOException {
        assertThatThrownBy(() -> AnnotationFiles.of(directory))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("COCO");
        assertThatThrownBy(() -> AnnotationFiles.of(directory.resolve("nowhere.json")))
                .hasMessageContaining("nowhere.json");
        assertThatThrownBy(() -> AnnotationFiles.of(file("a/mask.csv", "x"))).hasMessageContaining("mask.csv");
    }

    @Test
    void anImageOfADataSetTakesItsMaskFromThem() throws IOException {
        Path image = directory.resolve("images/a.png");
        ImageWriter.writePng(Image.of("a", 1, 2, 2, new float[4]), image);
        TestCase test =
                new TestCase(image, "dent", Optional.empty()).withMasks(AnnotationFiles.of(file("coco.json", COCO)));
        assertThat(test.mask(test.image()).orElseThrow().count()).isEqualTo(2);
        TestCase other = new TestCase(directory.resolve("images/b.png"), "dent", Optional.empty())
                .withMasks(AnnotationFiles.of(directory.resolve("coco.json")));
        assertThat(other.mask(test.image())).isEmpty();
    }
}
