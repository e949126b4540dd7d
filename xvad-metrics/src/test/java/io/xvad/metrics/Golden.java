package io.xvad.metrics;

import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Files under src/test/resources/golden. */
public final class Golden {

    private Golden() {}

    public static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    public static List<String[]> rows(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(",", -1))
                .toList();
    }

    /** Numbers of the row of metrics.csv that starts with these words. */
    public static double[] figures(String kind, int seed) {
        return rows("metrics.csv").stream()
                .filter(row -> row[0].equals(kind) && row[1].equals(String.valueOf(seed)))
                .map(row -> Arrays.stream(row)
                        .skip(2)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .findFirst()
                .orElseThrow();
    }

    public static Npy npy(String name) {
        return Npy.read(name, bytes(name));
    }
}
