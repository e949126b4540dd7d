package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's environment until the process is gone. ONNX Runtime frees it in a shutdown hook, under threads that still score,
 * and the process then dies of a segmentation fault instead of ending (microsoft/onnxruntime issue 31352). The native environment counts
 * who uses it, and its Java API offers no way to be counted twice, so that a private method is called.
 */
final class KeptEnvironment {

    private static final Logger LOG = LoggerFactory.getLogger(KeptEnvironment.class);
    private static final String API_HANDLE = "ortApiHandle";

    private KeptEnvironment() {}

    /** Counts this as one more user, who never leaves; where that cannot be done, all stays as it is, which is logged. */
    static void keep() {
        try {
            Class<?> runtime = Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader());
            Field api = runtime.getDeclaredField(API_HANDLE);
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "kept");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("ONNX Runtime's environment cannot be kept: a process that ends while it scores may crash", e);
        }
    }
}
