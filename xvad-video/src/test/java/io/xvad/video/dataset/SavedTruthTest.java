package io.xvad.video.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.TrackedBox;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Truth as spreadsheets and editors save it. */
class SavedTruthTest {

    private static final String MARK = "\uFEFF";
    private static final String TABLE =
            "video,track,start,end,x,y,width,height\r\n" + "day.mp4,1,1,3,2,3,4,5\r\n" + "evening,,20,40,,,,\r\n";

    @TempDir
    private Path directory = Path.of("");

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(charset));
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text, StandardCharsets.UTF_8);
    }

    private static void requireEvents(Path file) {
        assertThat(EventTable.read(file))
                .containsExactly(
                        new LabelledEvent("day.mp4", 1, new Interval(1, 3), Optional.of(new Box(2, 3, 4, 5))),
                        new LabelledEvent("evening", 0, new Interval(20, 40), Optional.empty()));
    }

    @Test
    void aByteOrderMarkIsLeftOut() throws IOException {
        requireEvents(file("truth.csv", TABLE));
        requireEvents(file("truth.csv", MARK + TABLE));
        requireEvents(file("truth.csv", MARK + TABLE, StandardCharsets.UTF_16LE));
        requireEvents(file("truth.csv", MARK + TABLE, StandardCharsets.UTF_16BE));
        requireEvents(file(
                "truth.json",
                MARK
                        + "[{\"video\":\"day.mp4\",\"track\":1,\"start\":1,\"end\":3,\"x\":2,\"y\":3,\"width\":4,\"height\":5},"
                        + "{\"Video\":\"evening\",\"start\":20,\"end\":40}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void semicolonsAndTabsSeparate(String separator) throws IOException {
        requireEvents(file("truth.csv", MARK + TABLE.replace(",", separator)));
    }

    @Test
    void otherHabitsOfSpreadsheetsAreRead() throws IOException {
        requireEvents(file("truth.csv", "sep=;\r\n" + TABLE.replace(",", ";")));
        requireEvents(file("truth.csv", TABLE.replace("\r\n", "\n")));
        requireEvents(file("truth.csv", TABLE.replace("\r\n", "\r")));
        requireEvents(file("truth.csv", TABLE.replace("\r\n", ",,\r\n") + ",,,,,,,,,\r\n"));
        requireEvents(file("truth.csv", TABLE.replace("video,track", " Video , TRACK")));
        requireEvents(file("truth.csv", TABLE.replace("day.mp4,1", "\"day.mp4\",\"1\"")));
        requireEvents(file("truth.csv", TABLE.replace("20,40", "20.0,40.0")));
        requireEvents(file("truth.csv", "# by hand\n\n" + TABLE));
    }

    @Test
    void whatCannotBeUnderstoodIsNamedWithItsLine() throws IOException {
        String semicolons = TABLE.replace(",", ";");
        requireRefused(semicolons.replace("20", "20,5"), "line 3", "'20,5' has a decimal comma");
        requireRefused(TABLE.replace("20", "20.5"), "line 3", "'start' must be a whole number, got '20.5'");
        requireRefused("# one\n" + TABLE.replace("20", "x"), "line 4", "got 'x'");
        requireRefused(TABLE.replace("track", "object"), "line 1", "no field 'object'");
        requireRefused(TABLE.replace("4,5\r", "4,5,6\r"), "line 2", "'6' is in a column without a name");
        requireRefused("", "is empty");
        requireRefused(TABLE.replace("day.mp4", "\"day.mp4"), "is not CSV");
        Path latin = file("truth.csv", TABLE.replace("day", "Tür"), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> EventTable.read(latin)).hasMessageContaining("truth.csv: is not text in UTF-8");
    }

    private void requireRefused(String text, String... why) throws IOException {
        Path file = file("truth.csv", text);
        assertThatThrownBy(() -> EventTable.read(file))
                .as(text)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("truth.csv")
                .satisfies(e -> assertThat(e.getMessage()).contains(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7,3,2,3,5,7",
                "7;3;2;3;5;7",
                "7\t3\t2\t3\t5\t7",
                "\"7\",\"3\",\"2\",\"3\",\"5\",\"7\"",
                "7 3 2 3 5 7"
            })
    void cornersOfTracks(String line) throws IOException {
        assertThat(TrackText.corners(file("t.txt", MARK + line + "\r\n\r\n")))
                .containsExactly(new TrackedBox(3, 7, new Box(2, 3, 4, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.jpg 7 4 5.5 4 5", "4.jpg,7,4,5.5,4,5", "4.jpg;7;4;5.5;4;5", "4.jpg\t7\t4\t5.5\t4\t5"})
    void centresOfTracks(String line) throws IOException {
        assertThat(TrackText.centres(file("t.txt", MARK + line + "\r\n")))
                .containsExactly(new TrackedBox(3, 7, new Box(2, 3, 4, 5)));
    }

    @Test
    void tracksThatCannotBeUnderstoodAreNamedWithTheirLine() throws IOException {
        Path comma = file("t.txt", "4.jpg 7 4 5 4 5\n4.jpg 7 4 5,5 4 5\n");
        assertThatThrownBy(() -> TrackText.centres(comma))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("t.txt line 2: '5,5' has a decimal comma");
        Path header = file("h.txt", "track,frame,x,y,x,y\n");
        assertThatThrownBy(() -> TrackText.corners(header))
                .hasMessageContaining("h.txt line 1: 'frame' is not a number");
    }

    @Test
    void listsOfMatlab() throws IOException {
        Path file = file("UCSD.m", MARK + "TestVideoFile{end+1}.gt_frame = [5:7; 9];\r\n");
        assertThat(MatlabList.read(file)).containsExactly(List.of(new Interval(4, 7), new Interval(8, 9)));
    }
}
