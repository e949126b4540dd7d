package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.xvad.core.registry.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * ONNX Runtime's native library, loaded once, when it is first asked for: ONNX Runtime unpacks it into a temporary folder, which is
 * removed when the JVM ends.
 */
final class RuntimeLibrary {

    private static final Availability LOADED = loaded();

    private RuntimeLibrary() {}

    /** Whether it could be loaded, and if not, why and what to do, in one line. */
    static Availability availability() {
        return LOADED;
    }

    private static Availability loaded() {
        try (Unpacking unpacking = new Unpacking()) {
            return loaded(unpacking);
        }
    }

    private static Availability loaded(Unpacking unpacking) {
        try {
            OrtEnvironment.getEnvironment();
            return Availability.available();
        } catch (RuntimeException | LinkageError e) {
            return Availability.missing(why(unpacking.problems.isEmpty() ? e : unpacking.problems.get(0)));
        }
    }

    private static String why(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "ONNX Runtime's native library cannot be loaded ("
                + String.valueOf(root).replaceAll("\\s+", " ") + "). The folder java.io.tmpdir, here "
                + System.getProperty("java.io.tmpdir") + ", must be writable, with room for 25 MB: set -Djava.io.tmpdir=DIR. If it may"
                + " not execute files, unpack the library elsewhere and set -Donnxruntime.native.path=DIR as well. Linux needs glibc"
                + " and libstdc++.";
    }

    /** Keeps to itself what ONNX Runtime logs with a stack trace while it unpacks, and removes what that leaves. */
    private static final class Unpacking implements AutoCloseable {

        private final Logger logger = Logger.getLogger("ai.onnxruntime.OnnxRuntime");
        private final Filter before = logger.getFilter();
        private final List<Throwable> problems = new ArrayList<>();
        private final UnpackedFolder folder = new UnpackedFolder();

        Unpacking() {
            logger.setFilter(this::isNoProblem);
        }

        private boolean isNoProblem(LogRecord record) {
            if (record.getThrown() == null) {
                return before == null || before.isLoggable(record);
            }
            problems.add(record.getThrown());
            return false;
        }

        @Override
        public void close() {
            logger.setFilter(before);
            folder.removeWhenTheJvmEnds();
        }
    }
}
