package io.xvad.cli;

import io.xvad.service.BearerToken;
import io.xvad.service.DetectionService;
import io.xvad.service.ServedModels;
import io.xvad.service.ServiceOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code xvad serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serve models of images over HTTP: post an image, get score, decision, regions, reasons or an overlay"
                        + " (docs/serve.md; GET /openapi.json). Has neither TLS nor users: put a proxy before it. Ends at Ctrl-C or"
                        + " SIGTERM, when what has begun is answered.")
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final long CLOSING_SECONDS = 30;
    private static final ServiceOptions USUAL = ServiceOptions.usual();

    @Option(
            names = "--model",
            required = true,
            arity = "1..*",
            paramLabel = "[NAME=]FILE",
            description =
                    "Model files written by xvad fit. Each is served as NAME, or as its file is called without the ending.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Where to listen. Default: this machine only, 127.0.0.1.")
    private String host = USUAL.host();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port, 0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port = USUAL.port();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Ask each request for the secret in the first line of this file (Authorization: Bearer SECRET), but for"
                            + " /health.")
    private @Nullable Path token;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Images that are worked on at once. Default: as many as processors.")
    private int workers = USUAL.workers();

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "Requests that may wait; those beyond get 503. Default: ${DEFAULT-VALUE}.")
    private int queue = USUAL.queue();

    @Option(
            names = "--max-size",
            paramLabel = "BYTES",
            converter = Sizes.class,
            description = "Largest body of a request, such as 500k or 64m; larger ones get 413. Default: 32m.")
    private int maxSize = USUAL.maxBytes();

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            description = "Largest image; larger ones are refused before they are decoded. Default: ${DEFAULT-VALUE}.")
    private long maxPixels = ServiceOptions.USUAL_PIXELS;

    @Option(
            names = "--stop-within",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How long to wait, when asked to end, for what has begun. Default: 30s.")
    private Duration stopWithin = USUAL.stopWithin();

    @Option(
            names = "--drift",
            paramLabel = "DIR",
            description =
                    "Watch each model for drift: whether images are still like the normal ones, and what changed if not. The state is kept in this"
                            + " directory, a file a model, and goes on after a restart (docs/long-lives.md).")
    private @Nullable Path drift;

    @Mixin
    private ImageOptions reading = new ImageOptions();

    @Mixin
    private RegionsOfTheModel regions = new RegionsOfTheModel();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        ServiceOptions options = options();
        CountDownLatch ended = new CountDownLatch(1);
        try (ServedModels served = load();
                DetectionService service = DetectionService.start(served, options)) {
            warnOfStrangers(options);
            say(served, service);
            Thread end = new Thread(() -> end(service, ended), "xvad-end");
            Runtime.getRuntime().addShutdownHook(end);
            service.awaitClosed();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** Ends the service, and waits until its models are closed, which saves what they keep. */
    private static void end(DetectionService service, CountDownLatch ended) {
        service.close();
        try {
            if (!ended.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("models were not closed within {} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServedModels load() {
        ServedModels served = ServedModels.load(models);
        try {
            return drift == null ? served : served.watchingDrift(drift);
        } catch (RuntimeException e) {
            served.close();
            throw e;
        }
    }

    private ServiceOptions options() {
        ServiceOptions options = USUAL.at(host, port)
                .withWorkers(workers, queue)
                .withMaxBytes(maxSize)
                .withReader(reading.reader(this::warn).withMaxPixels(maxPixels))
                .withStopWithin(stopWithin);
        return token == null ? options : options.withToken(BearerToken.read(token));
    }

    private void say(ServedModels served, DetectionService service) {
        spec().commandLine()
                .getOut()
                .println("serving " + String.join(", ", served.names()) + " at " + service.address());
        spec().commandLine().getOut().flush();
    }

    private void warnOfStrangers(ServiceOptions options) {
        if (options.token().isEmpty() && !isLoopback(options.host())) {
            warn("whoever reaches " + options.host() + " may use this service: --token-file FILE asks for a secret");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void warn(String text) {
        spec().commandLine().getErr().println("xvad: " + text);
        spec().commandLine().getErr().flush();
    }

    private CommandSpec spec() {
        return Optional.ofNullable(command).orElseThrow();
    }
}
