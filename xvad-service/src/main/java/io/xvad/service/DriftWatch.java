package io.xvad.service;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.WholeFile;
import io.xvad.evaluation.drift.DriftMonitor;
import io.xvad.evaluation.drift.DriftStatus;
import io.xvad.evaluation.drift.DriftWarning;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a served model for drift, and keeps the state in a file. Thread-safe. */
final class DriftWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    private static final int SAVED_EVERY = 500;

    private final DriftMonitor monitor;
    private final Path file;
    private final AtomicLong accepted = new AtomicLong();

    private DriftWatch(DriftMonitor monitor, Path file) {
        this.monitor = monitor;
        this.file = file;
    }

    /**
     * Goes on where the file left off, if there is one.
     *
     * @throws XvadDataException if the file is broken or could not be written
     * @throws IllegalArgumentException if the model cannot be watched, or the file is of another
     */
    static DriftWatch open(FittedDetector fitted, Path file) {
        WholeFile.requireWritable(file);
        return new DriftWatch(DriftMonitor.open(fitted, file), file);
    }

    Optional<DriftWarning> accept(Image image, Detection detection) {
        Optional<DriftWarning> warning = monitor.accept(image, detection);
        warning.ifPresent(raised -> LOG.warn("{}: {}", file, raised.text()));
        if (warning.isPresent() || accepted.incrementAndGet() % SAVED_EVERY == 0) {
            save();
        }
        return warning;
    }

    DriftStatus status() {
        return monitor.status();
    }

    /** An image is answered whether or not the state can be saved. */
    private synchronized void save() {
        try {
            monitor.save(file);
        } catch (XvadDataException e) {
            LOG.error("the state of the drift monitor is not saved", e);
        }
    }

    @Override
    public void close() {
        save();
    }
}
