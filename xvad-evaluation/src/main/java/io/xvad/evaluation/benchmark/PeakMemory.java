package io.xvad.evaluation.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The most memory in use since a moment. Of the heap the sum of the peaks of its parts, which is at least what was in use at once, and
 * counts garbage that was not collected yet: an upper bound of what is needed. Memory outside the heap, as of ONNX Runtime and ND4J, is in
 * what the process held, which only Linux tells, and which counts what earlier runs left behind.
 */
final class PeakMemory {

    private static final Logger LOG = LoggerFactory.getLogger(PeakMemory.class);
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String FROM_NOW = "5";
    private static final double MEBIBYTE = 1 << 20;

    private final boolean residentFromNow;

    private PeakMemory(boolean residentFromNow) {
        this.residentFromNow = residentFromNow;
    }

    /** From now on; garbage of before is collected first. */
    static PeakMemory begin() {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        return new PeakMemory(residentReset());
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static boolean residentReset() {
        if (!Files.isWritable(CLEAR)) {
            return false;
        }
        try {
            Files.writeString(CLEAR, FROM_NOW);
            return true;
        } catch (IOException e) {
            LOG.debug("the peak of resident memory cannot be counted from now", e);
            return false;
        }
    }

    double heapMebibytes() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEBIBYTE;
    }

    /** Empty where the system does not tell it since {@link #begin}. */
    OptionalDouble residentMebibytes() {
        if (!residentFromNow) {
            return OptionalDouble.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst();
        } catch (IOException e) {
            LOG.debug("the peak of resident memory cannot be read", e);
            return OptionalDouble.empty();
        }
    }
}
