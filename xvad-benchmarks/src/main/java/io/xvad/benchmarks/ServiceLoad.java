package io.xvad.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.xvad.core.Image;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.explain.DetectionJson;
import io.xvad.data.image.ImageReader;
import io.xvad.service.DetectionService;
import io.xvad.service.ServedModels;
import io.xvad.service.ServiceOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A service beside the library: {@code ServiceLoad MODEL IMAGE THREADS SECONDS ROUNDS}. In each round, threads score the image file in a loop
 * and, turn by turn, as many clients send it to a service of this process; then images come at 80 % of what it answered: evenly to the
 * threads, evenly to the service, and to the service at random times (a Poisson process); latencies count from when a request was due. Prints a row of a table for each round.
 */
public final class ServiceLoad {

    private static final double LOAD = 0.8;
    private static final int QUEUE = 1000;
    private static final int TURNS = 10;
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double NANOS = 1e9;

    private final FittedDetector model;
    private final byte[] file;
    private final int threads;
    private final Duration time;
    private final ExecutorService scorers;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newCachedThreadPool(ServiceLoad::daemon))
            .build();

    private ServiceLoad(FittedDetector model, byte[] file, int threads, Duration time) {
        this.model = model;
        this.file = file;
        this.threads = threads;
        this.time = time;
        this.scorers = Executors.newFixedThreadPool(threads, ServiceLoad::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        byte[] file = Files.readAllBytes(Path.of(arguments[1]));
        int threads = Integer.parseInt(arguments[2]);
        Duration time = Duration.ofSeconds(Integer.parseInt(arguments[3]));
        FittedDetector model = Models.load(Path.of(arguments[0]));
        ServiceOptions options = ServiceOptions.usual().at("127.0.0.1", 0).withWorkers(threads, QUEUE);
        try (ServedModels models = ServedModels.of(Map.of("model", model));
                DetectionService service = DetectionService.start(models, options)) {
            ServiceLoad load = new ServiceLoad(model, file, threads, time);
            System.out.println(
                    "| images/s: library, service | ratio | ms of processors an image: library, service | ratio"
                            + " | ms at 80 %, library: p50, p99 | ratio | service: p50, p99 | ratio"
                            + " | service, at random: p50, p99 | ratio | load of the machine |");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            for (int round = 0; round <= Integer.parseInt(arguments[4]); round++) {
                String row = load.round(service.address().resolve("/v1/models/model/detections"), round);
                System.out.println(round == 0 ? "(warm-up) " + row : row);
            }
        }
    }

    private String round(URI address, int seed) throws InterruptedException, ExecutionException {
        Pace library = new Pace();
        Pace service = new Pace();
        for (int turn = 0; turn < TURNS; turn++) {
            turn(this::scored, library);
            turn(() -> posted(address), service);
        }
        double gap = NANOS / (LOAD * service.rate());
        double[] alone = percentiles(() -> CompletableFuture.runAsync(this::scored, scorers), () -> gap);
        double[] even = percentiles(() -> sent(address), () -> gap);
        SplittableRandom random = new SplittableRandom(seed);
        double[] poisson = percentiles(() -> sent(address), () -> -gap * Math.log(1 - random.nextDouble()));
        return String.format(
                Locale.ROOT,
                "| %.1f, %.1f | %.2f | %.1f, %.1f | %.2f | %.0f, %.0f | %.2f | %.0f, %.0f | %.2f | %.0f, %.0f | %.2f | %.1f |",
                library.rate(),
                service.rate(),
                service.rate() / library.rate(),
                library.cpuMillis(),
                service.cpuMillis(),
                library.cpuMillis() / service.cpuMillis(),
                alone[0],
                alone[1],
                alone[1] / alone[0],
                even[0],
                even[1],
                even[1] / even[0],
                poisson[0],
                poisson[1],
                poisson[1] / poisson[0],
                MACHINE.getSystemLoadAverage());
    }

    /** How fast images were scored, and how much of the processors this process used for it. */
    private static final class Pace {

        private long images;
        private long nanos;
        private long cpuNanos;

        void add(long scored, long time, long cpuTime) {
            images += scored;
            nanos += time;
            cpuNanos += cpuTime;
        }

        double rate() {
            return images * NANOS / nanos;
        }

        double cpuMillis() {
            return cpuNanos / 1e6 / images;
        }
    }

    private void scored() {
        Image image = ImageReader.withDefaults().read("image", file);
        if (DetectionJson.withoutMaps(model.detect(image)).isEmpty()) {
            throw new IllegalStateException("a detection without text");
        }
    }

    private void posted(URI address) {
        sent(address).join();
    }

    private CompletableFuture<Void> sent(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenAccept(response -> {
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + ": " + response.body());
            }
        });
    }

    /** Lets the threads do something for a while, together. */
    private void turn(Runnable work, Pace pace) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long began = System.nanoTime();
        long cpuBegan = MACHINE.getProcessCpuTime();
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            counts.add(pool.submit(() -> {
                int count = 0;
                for (; System.nanoTime() - began < time.toNanos() / TURNS; count++) {
                    work.run();
                }
                return count;
            }));
        }
        int total = 0;
        for (Future<Integer> count : counts) {
            total += count.get();
        }
        pool.shutdown();
        pace.add(total, System.nanoTime() - began, MACHINE.getProcessCpuTime() - cpuBegan);
    }

    /** The median and the 99th percentile of the latencies, in milliseconds, of requests with these times between them. */
    private double[] percentiles(Supplier<CompletableFuture<Void>> request, DoubleSupplier gap) {
        List<CompletableFuture<Long>> latencies = new ArrayList<>();
        long began = System.nanoTime();
        for (double due = gap.getAsDouble(); due < time.toNanos(); due += gap.getAsDouble()) {
            long at = began + (long) due;
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            latencies.add(request.get().thenApply(done -> System.nanoTime() - at));
        }
        double[] sorted = latencies.stream()
                .mapToDouble(latency -> latency.join() / 1e6)
                .sorted()
                .toArray();
        return new double[] {sorted[sorted.length / 2], sorted[(int) Math.floor(0.99 * (sorted.length - 1))]};
    }
}
