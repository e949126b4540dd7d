package io.xvad.spark;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The models that are open in this JVM, each once for all tasks that score with it. A model that no task uses is closed when another one is
 * opened, or when the JVM ends. Thread-safe.
 */
final class OpenModels implements AutoCloseable {

    /**
     * Those of this JVM. Static, because an executor gives its tasks nothing that they share and that outlives them but the classes of
     * its JVM.
     */
    private static final OpenModels OF_THIS_JVM = new OpenModels(Models::load);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OF_THIS_JVM::close, "xvad models close"));
    }

    private static final class Open {
        private final FittedDetector model;
        private int users;

        Open(FittedDetector model) {
            this.model = model;
        }
    }

    private final Function<byte[], FittedDetector> opening;
    private final Map<String, Open> models = new HashMap<>();

    OpenModels(Function<byte[], FittedDetector> opening) {
        this.opening = opening;
    }

    static OpenModels ofThisJvm() {
        return OF_THIS_JVM;
    }

    /**
     * The model of a fingerprint, opened if it is not; others that nobody uses are closed. Each call is followed by one of {@link #release}.
     *
     * @param bytes of the model file, asked for if it has to be opened
     * @throws io.xvad.core.XvadModelException if it cannot be opened
     */
    synchronized FittedDetector acquire(String fingerprint, Supplier<byte[]> bytes) {
        Open open = models.get(fingerprint);
        if (open == null) {
            closeUnused();
            open = new Open(opening.apply(bytes.get()));
            models.put(fingerprint, open);
        }
        open.users++;
        return open.model;
    }

    private void closeUnused() {
        models.values().removeIf(open -> {
            if (open.users == 0) {
                open.model.close();
            }
            return open.users == 0;
        });
    }

    /** Ends one use of a model; it stays open for later tasks. */
    synchronized void release(String fingerprint) {
        Open open = models.get(fingerprint);
        if (open != null) {
            open.users--;
        }
    }

    /** Closes all, when the scores that are being computed have ended. */
    @Override
    public synchronized void close() {
        models.values().forEach(open -> open.model.close());
        models.clear();
    }
}
