package io.xvad.cli;

import io.xvad.core.XvadDataException;
import io.xvad.video.live.CameraStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a line how cameras are doing, with the frames a second since the line before. Not thread-safe. */
final class WatchStatus {

    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final double SECOND = 1e9;

    private final Map<String, Long> before = new HashMap<>();
    private long latest = System.nanoTime();

    String line(List<CameraStatus> cameras) {
        long now = System.nanoTime();
        double seconds = (now - latest) / SECOND;
        latest = now;
        String each = cameras.stream().map(camera -> of(camera, seconds)).collect(Collectors.joining(" | "));
        return each + "; " + memory();
    }

    private String of(CameraStatus camera, double seconds) {
        long scored = camera.scored();
        Long last = before.put(camera.camera(), scored);
        double rate = (scored - (last == null ? 0 : last)) / seconds;
        return String.format(
                Locale.ROOT,
                "%s %s: %.1f frames/s, %d scored, %d dropped, %d reconnects, %d events%s",
                camera.camera(),
                camera.state().name().toLowerCase(Locale.ROOT),
                rate,
                scored,
                camera.dropped(),
                camera.reconnects(),
                camera.events(),
                camera.sinceFrame().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", last frame %.1f s ago",
                                camera.sinceFrame().getAsDouble())
                        : "");
    }

    private static String memory() {
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        String resident = Files.isReadable(PROCESS) ? ", " + resident() + " MB resident" : "";
        return heap + " MB of heap" + resident;
    }

    private static long resident() {
        try {
            return Files.readAllLines(PROCESS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new XvadDataException(PROCESS + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
