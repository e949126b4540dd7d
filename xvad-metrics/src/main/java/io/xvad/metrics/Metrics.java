package io.xvad.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The metrics of this library, by name. */
public final class Metrics {

    private static final List<MetricInfo> ALL = read();

    private Metrics() {}

    /** All metrics: detection, localisation, video, then explanation. */
    public static List<MetricInfo> all() {
        return ALL;
    }

    private static List<MetricInfo> read() {
        try (InputStream in = Objects.requireNonNull(Metrics.class.getResourceAsStream("metrics.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .map(cells -> new MetricInfo(
                            cells[0],
                            Metrics.class.getPackageName() + "." + cells[1],
                            cells[2],
                            cells[3],
                            cells[4].equals("up"),
                            cells[5]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
