package io.xvad.evaluation.benchmark;

import io.xvad.core.XvadDataException;
import io.xvad.core.engine.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that times are of. */
final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** System, processors, Java, its largest heap, and where networks run if not there, in one line. */
    static String words() {
        Runtime runtime = Runtime.getRuntime();
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + runtime.availableProcessors() + " processors" + model() + ", Java "
                + System.getProperty("java.version") + ", heap of " + (runtime.maxMemory() >> 20) + " MiB"
                + device();
    }

    private static String device() {
        Device device = Device.chosen();
        return device == Device.CPU ? "" : ", networks on " + device.word();
    }

    private static String model() {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new XvadDataException(PROCESSORS + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
