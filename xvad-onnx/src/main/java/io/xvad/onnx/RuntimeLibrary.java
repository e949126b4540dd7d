package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.xvad.core.registry.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

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
        UnpackedFolder folder = new UnpackedFolder();
        Availability loaded = Availability.ofNative("ONNX Runtime", RuntimeLibrary::load, advice());
        folder.removeWhenTheJvmEnds();
        return loaded;
    }

    private static void load() {
        Problems problems = new Problems();
        try {
            OrtEnvironment.getEnvironment();
            KeptEnvironment.keep();
        } catch (RuntimeException | LinkageError e) {
            throw problems.first(e);
        } finally {
            problems.end();
        }
    }

    private static String advice() {
        return "The folder java.io.tmpdir, here " + System.getProperty("java.io.tmpdir")
                + ", must be writable, with room for 40 MB: set -Djava.io.tmpdir=DIR. If it may not execute files, unpack the library"
                + " elsewhere and set -Donnxruntime.native.path=DIR as well. Linux needs glibc and libstdc++.";
    }

    /** What ONNX Runtime logs with a stack trace while it unpacks, of which its exception knows nothing. */
    private static final class Problems {

        private final Logger logger = Logger.getLogger("ai.onnxruntime.OnnxRuntime");
        private final @Nullable Filter before = logger.getFilter();
        private final List<Throwable> seen = new ArrayList<>();

        Problems() {
            logger.setFilter(this::isNone);
        }

        private boolean isNone(LogRecord record) {
            if (record.getThrown() == null) {
                return before == null || before.isLoggable(record);
            }
            seen.add(record.getThrown());
            return false;
        }

        IllegalStateException first(Throwable otherwise) {
            return new IllegalStateException(seen.isEmpty() ? otherwise : seen.get(0));
        }

        void end() {
            logger.setFilter(before);
        }
    }
}
