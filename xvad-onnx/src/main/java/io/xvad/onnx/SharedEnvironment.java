package io.xvad.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, of which a process has one. All sessions share its threads: with threads of their own, those of
 * one session still spin while the next one runs, which made PatchCore's detection half as long again on two cores.
 *
 * @param environment the environment
 * @param hasThreads whether it has threads to share; it has none if somebody else made it before
 */
record SharedEnvironment(OrtEnvironment environment, boolean hasThreads) {

    private static final Logger LOG = LoggerFactory.getLogger(SharedEnvironment.class);

    /** Made when it is first needed. */
    private static final class Holder {
        private static final SharedEnvironment ONLY = made();
    }

    static SharedEnvironment get() {
        return Holder.ONLY;
    }

    private static SharedEnvironment made() {
        try (OrtEnvironment.ThreadingOptions threads = new OrtEnvironment.ThreadingOptions()) {
            return new SharedEnvironment(
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, "xvad", threads), true);
        } catch (IllegalStateException e) {
            LOG.debug("ONNX Runtime was in use before; each session has threads of its own", e);
            return new SharedEnvironment(OrtEnvironment.getEnvironment(), false);
        }
    }

    /** Options of a session with so many threads; 0 has it share threads if it can. */
    OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        if (threads > 0) {
            options.setIntraOpNumThreads(threads);
        } else if (hasThreads) {
            options.disablePerSessionThreads();
        }
        return options;
    }
}
