package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.registry.Registry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

    private static final Registry<Detector> DETECTORS = Registry.of(Detector.class, List.of(new Brightness()));
    private static final FittedDetector MODEL = Training.of(new Brightness())
            .fit(Samples.of(List.of(Brightness.grey("a", 2, 0.1), Brightness.grey("b", 2, 0.2))));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void fileStreamAndBytesAreOneForm() throws IOException {
        Path file = directory.resolve("m.xvad");
        Models.save(MODEL, file);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Models.save(MODEL, out);
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file)).isEqualTo(Models.toBytes(MODEL));
        for (FittedDetector loaded : List.of(
                Models.load(file, DETECTORS),
                Models.load(out.toByteArray(), DETECTORS),
                Models.load(new ByteArrayInputStream(out.toByteArray()), DETECTORS))) {
            assertThat(loaded.provenance()).isEqualTo(MODEL.provenance());
            assertThat(loaded.detect(Brightness.grey("x", 2, 0.3)))
                    .isEqualTo(MODEL.detect(Brightness.grey("x", 2, 0.3)));
        }
    }

    @Test
    void streamsAreLeftOpen() {
        boolean[] closed = new boolean[2];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Models.save(MODEL, out);
        InputStream in = new ByteArrayInputStream(out.toByteArray()) {
            @Override
            public void close() {
                closed[1] = true;
            }
        };
        Models.load(in, DETECTORS).close();
        assertThat(closed).containsOnly(false);
    }

    @Test
    void brokenBytesAreErrorsAndLeaveNothingBehind() throws IOException {
        byte[] whole = Models.toBytes(MODEL);
        long before = temporary();
        assertThatThrownBy(() -> Models.load(Arrays.copyOf(whole, whole.length / 2), DETECTORS))
                .isInstanceOf(XvadModelException.class);
        assertThatThrownBy(() -> Models.load(new byte[0], DETECTORS)).isInstanceOf(XvadModelException.class);
        assertThatThrownBy(() -> Models.load(whole, Registry.of(Detector.class, List.of())))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("brightness");
        assertThat(temporary()).isEqualTo(before);
    }

    private static long temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("xvad-.*\\.xvad"))
                    .count();
        }
    }

    @Test
    void aStreamThatFailsIsAnErrorInBothDirections() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("the disk is full");
            }
        };
        assertThatThrownBy(() -> Models.save(MODEL, full))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("the disk is full");
        InputStream cut = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is cut");
            }
        };
        assertThatThrownBy(() -> Models.load(cut, DETECTORS))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("the line is cut");
    }
}
