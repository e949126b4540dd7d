package io.xvad.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkDetectTest {

    @ParameterizedTest
    @CsvSource({
        "--partitions, 0, '--partitions must be at least 1, got 0'",
        "--partitions, -4, '--partitions must be at least 1, got -4'",
        "--white-level, 0, '--white-level: white level must be positive and finite, got 0.0'"
    })
    void wrongOptionsAreRefusedBeforeSparkStarts(String option, String value, String message) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertThat(SparkDetect.run("--model", "m.xvad", "--data", "images", "--out", "out", option, value))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(told.toString(StandardCharsets.UTF_8)).contains(message);
    }
}
