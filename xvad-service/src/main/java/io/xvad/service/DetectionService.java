package io.xvad.service;

import com.sun.net.httpserver.HttpServer;
import io.xvad.core.XvadUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models behind HTTP/1.1: {@code POST /v1/models/NAME/detections} scores an image; {@code GET /openapi.json} describes the rest. All requests
 * share the models. Nothing of a request is kept or logged but its id, route, sizes and times. It has neither TLS nor users, and is to
 * stand behind a proxy that has, unless it is reached from its own machine only.
 *
 * <p>Thread-safe. The models stay open when it is closed.
 */
public final class DetectionService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DetectionService.class);
    private static final int SPARE_THREADS = 8;

    private final HttpServer server;
    private final Admission admission;
    private final ExecutorService threads;
    private final ServiceMetrics metrics;
    private final AnswerWriter writer;
    private final ServiceOptions options;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private DetectionService(HttpServer server, Admission admission, ServiceMetrics metrics, ServiceOptions options) {
        this.server = server;
        this.admission = admission;
        this.metrics = metrics;
        this.options = options;
        this.writer = new AnswerWriter(options.answerWithin());
        this.threads = Executors.newFixedThreadPool(options.workers() + options.queue() + SPARE_THREADS, named());
    }

    private static ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "xvad-service-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Begins to serve. Sets properties of the process that the JDK's server reads once, unless they were set before: {@code
     * sun.net.httpserver.nodelay=true}, without which answers may take 40 ms more; {@code sun.net.httpserver.maxReqTime=60}, the seconds
     * after which a request that is still being sent is cut off; {@code sun.net.httpserver.drainAmount=0}, because what is left of a body is
     * dropped here; and {@code jdk.httpserver.maxConnections=1000}.
     *
     * @throws XvadUnavailableException if the host is unknown or the port is taken
     */
    public static DetectionService start(ServedModels models, ServiceOptions options) {
        HttpServerDefaults.set();
        Admission admission = new Admission(options.workers(), options.queue());
        HttpServer server = bound(options);
        ServiceMetrics metrics = new ServiceMetrics(admission);
        metrics.drift(models);
        DetectionService service = new DetectionService(server, admission, metrics, options);
        server.createContext(
                "/",
                new Front(Routes.of(models, admission, options, metrics), admission, options, metrics, service.writer));
        server.setExecutor(service.threads);
        server.start();
        return service;
    }

    private static HttpServer bound(ServiceOptions options) {
        String where = options.host() + ":" + options.port();
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName(options.host()), options.port()), 0);
        } catch (UnknownHostException e) {
            throw new XvadUnavailableException("cannot listen at " + where + ": no such host", e);
        } catch (IOException e) {
            throw new XvadUnavailableException("cannot listen at " + where + ": " + e.getMessage(), e);
        }
    }

    /** Where it is served, such as {@code http://127.0.0.1:8080}. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort());
    }

    /** Waits until it is closed. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /**
     * Refuses new work, waits for what has begun, at most for the time of the options, and stops to listen. Closing again waits for
     * the same end.
     */
    @Override
    public void close() {
        try {
            if (closing.compareAndSet(false, true)) {
                stop();
            } else {
                closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws InterruptedException {
        try {
            if (!admission.close(options.stopWithin())) {
                LOG.warn("{} requests did not end within {}", admission.inProgress(), options.stopWithin());
            }
        } finally {
            server.stop(0);
            threads.shutdownNow();
            writer.close();
            metrics.close();
            closed.countDown();
        }
    }
}
