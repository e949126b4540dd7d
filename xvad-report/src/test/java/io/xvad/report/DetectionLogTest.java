package io.xvad.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionLogTest {

    @TempDir
    private Path directory = Path.of("");

    private static ObjectNode result(String id) {
        return JsonNodeFactory.instance.objectNode().put("sampleId", id).put("score", 0.5);
    }

    private static ObjectNode failure(String id) {
        return JsonNodeFactory.instance.objectNode().put("sampleId", id).put("error", "broken, \"cut\"");
    }

    private Path lines() {
        return directory.resolve("detections.jsonl");
    }

    @Test
    void aResultIsOnDiskAsSoonAsItIsThere() throws IOException {
        DetectionLog log = DetectionLog.begin(directory, "one");
        assertThat(lines()).isEmptyFile();
        log.add(result("a"));
        assertThat(lines()).content().isEqualTo("{\"sampleId\":\"a\",\"score\":0.5,\"model\":\"one\"}\n");
        log.add(failure("b"));
        assertThat(Files.readAllLines(lines())).hasSize(2);
    }

    /** A process that is killed, or a disk that is full, may end a line within a letter of several bytes. */
    @Test
    void aLineMayBeTornWithinACharacter() throws IOException {
        DetectionLog.begin(directory, "one").add(result("a"));
        byte[] torn = {'{', '"', (byte) 0xc3};
        Files.write(lines(), torn, StandardOpenOption.APPEND);
        assertThat(DetectionLog.resume(directory, "one").has("a")).isTrue();
    }

    @Test
    void whatWasScoredIsKeptAndWhatFailedOrIsTornIsTriedAgain() throws IOException {
        DetectionLog stopped = DetectionLog.begin(directory, "one");
        stopped.add(result("a"));
        stopped.add(failure("b"));
        Files.writeString(lines(), "{\"sampleId\":\"c\",\"sco", StandardOpenOption.APPEND);

        DetectionLog resumed = DetectionLog.resume(directory, "one");
        assertThat(resumed.has("a")).isTrue();
        assertThat(resumed.has("b")).isFalse();
        assertThat(resumed.has("c")).isFalse();
        resumed.add(result("c"));
        assertThat(resumed.results()).hasSize(2);
        assertThat(Files.readAllLines(lines())).hasSize(2).last().asString().contains("\"c\"");
    }

    @Test
    void anotherModelOrAForeignFileIsRefusedAndLeftAsItIs() throws IOException {
        DetectionLog.begin(directory, "one").add(result("a"));
        assertThatThrownBy(() -> DetectionLog.resume(directory, "two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another model");
        assertThat(Files.readAllLines(lines())).hasSize(1);
        Files.writeString(lines(), "no json\n{}\n");
        assertThatThrownBy(() -> DetectionLog.resume(directory, "one"))
                .isInstanceOf(XvadDataException.class)
                .hasMessage(lines() + ", line 1: is not JSON");
    }

    @Test
    void nothingOfAnEarlierRunIsTakenForThisOne() throws IOException {
        DetectionLog first = DetectionLog.begin(directory, "one");
        first.add(result("a"));
        ResultFormat.JSON.write(first.results(), directory);
        assertThat(ResultFormat.JSON.file(directory)).exists();
        DetectionLog second = DetectionLog.begin(directory, "one");
        assertThat(ResultFormat.JSON.file(directory)).doesNotExist();
        assertThat(second.has("a")).isFalse();
    }

    @Test
    void spreadsheetsGetOneLineAnImage() throws IOException {
        DetectionLog log = DetectionLog.begin(directory, "one");
        log.add(result("a, b.png"));
        log.add(failure("c"));
        ResultFormat.CSV.write(log.results(), directory);
        assertThat(Files.readAllLines(ResultFormat.CSV.file(directory)))
                .containsExactly(
                        "sampleId,score,decision,pValue,threshold,regions,error",
                        "\"a, b.png\",0.5,,,,,",
                        "c,,,,,,\"broken, \"\"cut\"\"\"");
    }

    @Test
    void oneRunAtATimeHoldsADirectory() throws IOException {
        Path out = directory.resolve("out");
        try (OutputDirectory held = OutputDirectory.open(out)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> OutputDirectory.open(out))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageStartingWith(out + ": another run");
        }
        OutputDirectory.open(out).close();
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> OutputDirectory.open(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageStartingWith(file + ": cannot be written");
    }
}
