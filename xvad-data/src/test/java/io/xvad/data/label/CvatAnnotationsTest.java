package io.xvad.data.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvatAnnotationsTest {

    @TempDir
    private Path directory = Path.of("");

    private CvatAnnotations cvat(String content) throws IOException {
        return CvatAnnotations.read(Files.writeString(directory.resolve("annotations.xml"), content));
    }

    private Mask mask(String shapes) throws IOException {
        return cvat("""
                        <?xml version="1.0" encoding="utf-8"?>
                        <annotations><version>1.1</version>
                          <meta><task><labels><label><name>dent</name></label></labels></task></meta>
                          <image id="0" name="dent/000.png" width="40" height="30">
                            %s
                          </image>
                        </annotations>
                        """
                        .formatted(shapes))
                .maskOf(Path.of("dent", "000.png"), 30, 40)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<polygon label='dent' points='5.0,10.0;15.0,10.0;15.0,20.0;5.0,20.0'/> | 100",
                "<box label='dent' xtl='5' ytl='10' xbr='15' ybr='14'/> | 40",
                "<box label='dent' xtl='10' ytl='10' xbr='20' ybr='14' rotation='90'/> | 40",
                "<mask label='dent' rle='1, 2, 1, 2' left='3' top='4' width='3' height='2'/> | 4",
                "<box label='good' xtl='5' ytl='10' xbr='15' ybr='14'/> | 0",
                "<tag label='dent'/> | 0"
            })
    void shapesMarkPixels(String shape, int pixels) throws IOException {
        assertThat(mask(shape).count()).isEqualTo(pixels);
    }

    /** Found by fuzzing: the JDK's parser printed these to standard error, and gave no line. */
    @ParameterizedTest
    @CsvSource({"UTF-8, true", "UTF-16, true", "ISO-8859-1, true", "UTF-8, false", "US-ASCII, false"})
    void bytesAreOfTheEncodingThatTheFileNames(String encoding, boolean right) throws IOException {
        String padding = "<!-- " + "x".repeat(200) + " -->";
        String text = "<?xml version='1.0' encoding='" + encoding + "'?><annotations>" + padding
                + "<image name='é.png' width='40' height='30'><box label='dent' xtl='5' ytl='10' xbr='15' ybr='14'/>"
                + "</image></annotations>";
        Path file = Files.write(
                directory.resolve("a.xml"),
                text.getBytes(right ? Charset.forName(encoding) : StandardCharsets.ISO_8859_1));
        if (right) {
            assertThat(CvatAnnotations.read(file).maskOf(Path.of("é.png"), 30, 40))
                    .hasValueSatisfying(mask -> assertThat(mask.count()).isEqualTo(40));
        } else {
            assertThatThrownBy(() -> CvatAnnotations.read(file))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("a.xml: has bytes that are not of its encoding");
        }
    }

    @Test
    void runsGoAlongTheRowsOfTheirRectangle() throws IOException {
        Mask mask = mask("<mask label='dent' rle='1, 2, 1, 2' left='3' top='4' width='3' height='2'/>");
        assertThat(mask.at(4, 4) && mask.at(4, 5) && mask.at(5, 4) && mask.at(5, 5))
                .isTrue();
    }

    @Test
    void aTurnedBoxLiesTheOtherWay() throws IOException {
        Mask mask = mask("<box label='dent' xtl='10' ytl='10' xbr='20' ybr='14' rotation='90'/>");
        assertThat(mask.at(7, 13) && mask.at(16, 16)).isTrue();
        assertThat(mask.at(12, 10)).isFalse();
    }

    @Test
    void anEllipseHasItsArea() throws IOException {
        int pixels =
                mask("<ellipse label='dent' cx='20' cy='15' rx='10' ry='8'/>").count();
        assertThat((double) pixels).isBetween(Math.PI * 80 - 8, Math.PI * 80 + 8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<polyline label='dent' points='1,1;2,2'/> | line 5: <polyline> has no area",
                "<polygon label='dent' points='1,1;2,x;3,3'/> | line 5: points: 'x' is not a number",
                "<polygon label='dent' points='1,1;2,2'/> | line 5: a polygon needs at least 3 points",
                "<box label='dent' xtl='1' ytl='1' xbr='2'/> | line 5: <box> has no ybr",
                "<mask label='dent' rle='0, 4000000000000000000' left='0' top='0' width='2000000000' height='2000000000'/> | line 5: a mask has 1 to",
                "<mask label='dent' rle='9, 9' left='0' top='0' width='2' height='2'/> | line 5: a run of 9 pixels"
            })
    void whatIsWrongIsNamedWithItsLine(String shape, String message) {
        assertThatThrownBy(() -> mask(shape))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("annotations.xml")
                .hasMessageContaining(message);
    }

    @Test
    void otherXmlAndTracksAreRefused() {
        assertThatThrownBy(() -> cvat("<html/>")).hasMessageContaining("begins with <annotations>");
        assertThatThrownBy(() -> cvat("<annotations><track id='0' label='dent'/></annotations>"))
                .hasMessageContaining("CVAT for images");
        assertThatThrownBy(() -> cvat("<annotations>"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("broken XML");
    }

    @Test
    void entitiesAreNotExpanded() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "dent/000.png");
        assertThatThrownBy(() -> cvat("<!DOCTYPE a [<!ENTITY e SYSTEM '" + secret.toUri() + "'><!ENTITY n 'dent'>]>"
                        + "<annotations><image id='0' name='&n;' width='4' height='4'/></annotations>"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("broken XML");
    }
}
