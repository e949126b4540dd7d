package io.xvad.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures how much memory this process holds, native memory included, as Linux reports it. */
final class ResidentMemory {

    private ResidentMemory() {}

    /** The resident memory now, in kilobytes; 0 where it is unknown. */
    static long kilobytes() throws IOException {
        String digits = now().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** The resident memory now, for example {@code 345678 kB}. */
    static String now() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring("VmRSS:".length()).trim())
                .findFirst()
                .orElse("unknown");
    }
}
