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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads share one model: {@code SharedDetector MODEL IMAGE THREADS MINUTES}. Prints twelve times how many images
 * were scored and how much memory is resident, native memory included; ends with an error if a detection differs from the first, or if
 * in the last quarter more memory is resident than in the second and a twentieth of it. Give {@code -Xms} as much as {@code -Xmx}, and
 * {@code -XX:+AlwaysPreTouch}, so that what grows is not the heap.
 */
public final class SharedDetector {

    private static final int SAMPLES = 12;

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
        long[] resident = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            Thread.sleep(Duration.ofMinutes(minutes).dividedBy(SAMPLES).toMillis());
            resident[i] = ResidentMemory.kilobytes();
            System.out.printf(Locale.ROOT, "%d scored, resident %d kB%n", scored.get(), resident[i]);
        }
        for (Future<?> one : running) {
            one.get();
        }
        System.out.printf(Locale.ROOT, "%d detections by %d threads, all of them the same%n", scored.get(), threads);
        requireFlat(resident);
    }

    private static void requireFlat(long[] resident) {
        long second = Arrays.stream(resident, SAMPLES / 4, SAMPLES / 2).max().orElseThrow();
        long last =
                Arrays.stream(resident, SAMPLES - SAMPLES / 4, SAMPLES).max().orElseThrow();
        System.out.printf(Locale.ROOT, "second quarter %d kB, last quarter %d kB%n", second, last);
        if (last > second + second / 20) {
            throw new IllegalStateException("resident memory grows");
        }
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
