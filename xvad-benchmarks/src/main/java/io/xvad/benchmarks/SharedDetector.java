package io.xvad.benchmarks;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads share one model: {@code SharedDetector MODEL IMAGE THREADS MINUTES}. Prints each minute how many images
 * were scored and how much memory is resident; stops with an error if a detection differs from the first.
 */
public final class SharedDetector {

    private final FittedDetector model;
    private final Image image;
    private final Detection wanted;
    private final Instant end;
    private final AtomicLong scored = new AtomicLong();

    private SharedDetector(FittedDetector model, Image image, Instant end) {
        this.model = model;
        this.image = image;
        this.wanted = model.detect(image);
        this.end = end;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Image image = ImageReader.withDefaults().read(Path.of(arguments[1]));
        int threads = Integer.parseInt(arguments[2]);
        int minutes = Integer.parseInt(arguments[3]);
        try (FittedDetector model = Models.load(Path.of(arguments[0]))) {
            new SharedDetector(model, image, Instant.now().plus(Duration.ofMinutes(minutes))).run(threads, minutes);
        }
    }

    private void run(int threads, int minutes) throws IOException, InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(this::score));
        }
        pool.shutdown();
        for (int minute = 1; minute <= minutes; minute++) {
            Thread.sleep(Duration.ofMinutes(1).toMillis());
            System.out.printf(
                    Locale.ROOT, "minute %d: %d scored, resident %s%n", minute, scored.get(), ResidentMemory.now());
        }
        for (Future<?> one : running) {
            one.get();
        }
        System.out.printf(Locale.ROOT, "%d detections by %d threads, all of them the same%n", scored.get(), threads);
    }

    private void score() {
        while (Instant.now().isBefore(end)) {
            if (!model.detect(image).equals(wanted)) {
                throw new IllegalStateException("a detection differs from the first");
            }
            scored.incrementAndGet();
        }
    }
}
