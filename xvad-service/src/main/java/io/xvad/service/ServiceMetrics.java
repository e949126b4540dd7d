package io.xvad.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xvad.core.Decision;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Counts and times what is served. Labels hold names of models, routes and statuses, never anything that a request brought. Thread-safe.
 */
final class ServiceMetrics implements AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    ServiceMetrics(Admission admission) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gauge(registry, "xvad.requests.in.progress", "Requests that are worked on or wait", admission::inProgress);
        gauge(registry, "xvad.requests.working", "Requests that are worked on", admission::working);
    }

    private static void gauge(MeterRegistry registry, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Shows how models that are watched for drift stand. */
    void drift(ServedModels models) {
        for (ServedModel model : models.all()) {
            model.drift().ifPresent(watch -> drift(model.name(), watch));
        }
    }

    private void drift(String model, DriftWatch watch) {
        Gauge.builder("xvad.drift.evidence", () -> watch.status().highestEvidence())
                .description("Natural logarithm of the evidence that images changed, highest of all quantities")
                .tag("model", model)
                .register(registry);
        Gauge.builder("xvad.drift.limit", () -> watch.status().limit())
                .description("Evidence at which a warning is raised")
                .tag("model", model)
                .register(registry);
        Gauge.builder("xvad.drift.warnings", () -> watch.status().warnings().size())
                .description("Warnings of drift that stand")
                .tag("model", model)
                .register(registry);
    }

    /** Times the score of an image. */
    <T> T timed(String model, Supplier<T> score) {
        return Timer.builder("xvad.score")
                .description("Time of a score, without reading the image and waiting")
                .tag("model", model)
                .register(registry)
                .record(score);
    }

    void found(String model, Decision decision) {
        Counter.builder("xvad.detections")
                .description("Images that were scored, by what was decided")
                .tags("model", model, "decision", decision.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    /** Counts a request that was answered. */
    void answered(String route, int status, long bytesIn, Duration time) {
        Timer.builder("xvad.requests")
                .description("Time from the request's head to the end of its answer")
                .tags("route", route, "status", String.valueOf(status))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry)
                .record(time);
        DistributionSummary.builder("xvad.request.size")
                .description("Bodies of requests as their heads declare them")
                .baseUnit("bytes")
                .tag("route", route)
                .register(registry)
                .record((double) bytesIn);
    }

    Answer scrape(Request request) {
        return Answer.of(200, TEXT, registry.scrape());
    }

    @Override
    public void close() {
        registry.close();
    }
}
