package io.xvad.benchmarks.fuzz;

import com.sun.management.ThreadMXBean;
import io.xvad.core.HeapSpace;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tries damaged files on one target. What it finds is any other exception than those that the library documents, an error without
 * words, more than five seconds of the processor or a minute, or more memory than the file accounts for. Not thread-safe.
 */
final class Trial implements AutoCloseable {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BUSY_SECONDS = 5;
    private static final int MOST_SECONDS = 60;
    private static final long MOST_ALLOCATED = 64L << 20;
    private static final long MOST_ALLOCATED_A_BYTE = 200;

    private final Target target;
    private final Path file;
    private volatile long workerId;
    private ExecutorService worker = newWorker();
    private long allocated;

    Trial(Target target, Path folder) throws IOException {
        this.target = target;
        this.file = folder.resolve(target.file());
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        target.surroundings().prepare(folder);
    }

    /**
     * Something that must not happen.
     *
     * @param what in one line
     * @param cause where it was thrown, if it was
     */
    record Find(String what, @Nullable Throwable cause) {}

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzz");
            thread.setDaemon(true);
            workerId = thread.getId();
            return thread;
        });
    }

    /** The damaged file of a number; the same each time. */
    byte[] input(long number) {
        SplittableRandom random =
                new SplittableRandom(31 * number + target.name().hashCode());
        byte[] seed = target.seeds().get(random.nextInt(target.seeds().size()));
        return target.mutation().of(seed, random);
    }

    /** Makes sure that the target takes what its damaged files begin as; else nothing would be tried. */
    void requireSeedsRead() throws IOException {
        for (byte[] seed : target.seeds()) {
            Files.write(file, seed);
            try {
                target.reading().read(file);
            } catch (RuntimeException e) {
                throw new IllegalStateException(target.name() + " does not read a valid file", e);
            }
        }
    }

    /** Reads a file; empty if all is as it should be. */
    Optional<Find> find(byte[] input) throws IOException, InterruptedException {
        Files.write(file, input);
        Future<Optional<Find>> running = worker.submit(() -> outcome(input));
        long busyBefore = Math.max(0, THREADS.getThreadCpuTime(workerId));
        for (int second = 1; ; second++) {
            try {
                Optional<Find> found = running.get(1, TimeUnit.SECONDS);
                return found.isEmpty() && allocated > MOST_ALLOCATED + MOST_ALLOCATED_A_BYTE * input.length
                        ? Optional.of(new Find("allocates " + allocated + " bytes for a file of " + input.length, null))
                        : found;
            } catch (TimeoutException e) {
                long busy = TimeUnit.NANOSECONDS.toSeconds(THREADS.getThreadCpuTime(workerId) - busyBefore);
                if (busy >= MOST_BUSY_SECONDS || second >= MOST_SECONDS) {
                    worker.shutdownNow();
                    worker = newWorker();
                    return Optional.of(new Find("takes " + busy + " seconds of the processor and does not end", null));
                }
            } catch (ExecutionException e) {
                return Optional.of(new Find("fails", e.getCause()));
            }
        }
    }

    private Optional<Find> outcome(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            target.reading().read(file);
            return Optional.empty();
        } catch (Throwable thrown) { // every kind is told, and the search goes on
            return judged(thrown, input);
        } finally {
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
    }

    private static Optional<Find> judged(Throwable thrown, byte[] input) {
        boolean documented = thrown instanceof XvadDataException
                || thrown instanceof XvadModelException
                || thrown instanceof IllegalArgumentException
                || thrown instanceof IOException;
        String message = thrown.getMessage();
        if (!documented) {
            return Optional.of(new Find("throws " + thrown, thrown));
        }
        boolean quotesNull = new String(input, StandardCharsets.ISO_8859_1).contains("null");
        if (message == null || message.isBlank() || message.endsWith(": null") && !quotesNull) {
            return Optional.of(new Find("says nothing: " + thrown, thrown));
        }
        return HeapSpace.ranOut(thrown)
                ? Optional.of(new Find("fills the heap: " + message, thrown))
                : Optional.empty();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
