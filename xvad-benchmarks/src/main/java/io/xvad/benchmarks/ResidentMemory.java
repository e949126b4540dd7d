package io.xvad.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds in memory, native memory with it; as Linux tells it. */
final class ResidentMemory {

    private ResidentMemory() {}

    /** For example {@code 345678 kB}. */
    static String now() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring("VmRSS:".length()).trim())
                .findFirst()
                .orElse("unknown");
    }
}
