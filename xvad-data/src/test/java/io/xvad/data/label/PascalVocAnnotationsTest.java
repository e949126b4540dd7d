package io.xvad.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PascalVocAnnotationsTest {

    @TempDir
    private Path directory = Path.of("");

    private Mask mask(String objects) throws IOException {
        return file(
                """
                <?xml version="1.0"?>
                <annotation>
                <folder>VOC2012</folder><filename>000.jpg</filename>
                <size><width>40</width><height>30</height><depth>3</depth></size>
                %s
                </annotation>
                """
                        .formatted(objects));
    }

    private Mask file(String text) throws IOException {
        Files.writeString(directory.resolve("000.xml"), text);
        return PascalVocAnnotations.in(directory)
                .maskOf(Path.of("images", "000.jpg"), 30, 40)
                .orElseThrow();
    }

    private static String object(String name, String... corners) {
        return "<object><name>%s</name><pose>Left</pose><bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object>"
                .formatted(name, corners[0], corners[1], corners[2], corners[3]);
    }

    @Test
    void cornersAreCountedFromOneAndBelongToTheBox() throws IOException {
        Mask mask = mask(object("dent", "1", "1", "4", "2"));
        assertThat(mask.count()).isEqualTo(8);
        assertThat(mask.at(0, 0) && mask.at(1, 3)).isTrue();
        assertThat(mask(object("dent", "11", "6", "40", "30")).at(29, 39)).isTrue();
    }

    @Test
    void allObjectsCountButNormalOnes() throws IOException {
        String all = object("dent", "1", "1", "2", "2")
                + object("ok", "5", "5", "9", "9")
                + object("scratch", "3", "1", "4", "1");
        assertThat(mask(all).count()).isEqualTo(6);
        assertThat(mask("").any()).isFalse();
    }

    @Test
    void boxesOfPartsAreNotThoseOfTheObject() throws IOException {
        String part =
                "<part><name>head</name><bndbox><xmin>20</xmin><ymin>20</ymin><xmax>30</xmax><ymax>30</ymax></bndbox></part>";
        assertThat(mask(object("man", "1", "1", "4", "2").replace("</object>", part + "</object>"))
                        .count())
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<object><name>dent</name></object> | line 5: the object that ends here: it has no <bndbox/xmin>",
                "<object><name>a</name><bndbox><xmin>x</xmin></bndbox></object> | 'x' is not a number",
                "<object | line 6: broken XML"
            })
    void whatIsWrongIsNamedWithItsLine(String objects, String message) {
        assertThatThrownBy(() -> mask(objects))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("000.xml")
                .hasMessageContaining(message);
    }

    @Test
    void boxesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> mask(object("dent", "9", "1", "4", "2")))
                .hasMessageContaining("ends before it begins");
        assertThatThrownBy(() -> mask(object("dent", "1", "1", "50", "2")))
                .hasMessageContaining("lies outside of an image");
        assertThatThrownBy(() -> mask(object("dent", "1", "1", "1e300", "2"))).hasMessageContaining("outside");
        assertThatThrownBy(() -> mask(object("dent", "NaN", "1", "4", "2"))).hasMessageContaining("finite");
        assertThatThrownBy(() -> file("<html/>"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("begins with <annotation>");
    }

    @Test
    void elementsThatLieTooDeepAreRefused() throws IOException {
        assertThat(mask("<a>".repeat(31) + "</a>".repeat(31)).any()).isFalse();
        assertThatThrownBy(() -> mask("<a>".repeat(32) + "</a>".repeat(32)))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("000.xml: line 5: elements lie more than 32 deep");
    }

    @Test
    void anotherSizeIsRefused() throws IOException {
        mask(object("dent", "1", "1", "4", "2"));
        assertThatThrownBy(() -> PascalVocAnnotations.in(directory).maskOf(Path.of("000.png"), 60, 80))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("30 x 40");
        assertThat(PascalVocAnnotations.in(directory).maskOf(Path.of("001.png"), 30, 40))
                .isEmpty();
    }

    @Test
    void entitiesAreNotExpanded() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "dent");
        assertThatThrownBy(() -> file("<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><annotation>"
                        + "<object><name>&e;</name></object></annotation>"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("000.xml")
                .hasMessageContaining("entities such as &e; are not read");
    }
}
