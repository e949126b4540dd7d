package io.xvad.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.Locale;
import java.util.Optional;

/**
 * Confidence intervals of the headline figures.
 *
 * @param image of figures over image scores
 * @param pixel of figures over pixels; empty without masks
 */
public record ImageEstimates(LabelledScores.Estimate image, Optional<PixelMetrics.Estimate> pixel) {

    /** Adds {@code intervals} to the objects {@code image} and {@code pixel}. */
    public void addTo(ObjectNode json) {
        ObjectNode images = json.withObject("/image").putObject("intervals");
        images.set("auroc", FiguresJson.interval(image.auroc()));
        images.set("ap", FiguresJson.interval(image.averagePrecision()));
        images.set("f1_max", FiguresJson.interval(image.bestF1()));
        pixel.ifPresent(present -> {
            ObjectNode pixels = json.withObject("/pixel").putObject("intervals");
            pixels.set("auroc", FiguresJson.interval(present.auroc()));
            pixels.set("ap", FiguresJson.interval(present.averagePrecision()));
            pixels.set("f1_max", FiguresJson.interval(present.bestF1()));
            pixels.set("aupro", FiguresJson.interval(present.aupro()));
        });
    }

    /** The headline figures with their intervals as text. */
    public String table(Bootstrap bootstrap) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d normal and %d anomalous images; %.0f %% intervals over images%n%-6s %-22s %-22s %-22s %s%n",
                image.figures().normal(),
                image.figures().anomalous(),
                100 * bootstrap.level(),
                "",
                "AUROC",
                "AP",
                "F1-max",
                "AU-PRO"));
        text.append(String.format(
                Locale.ROOT,
                "%-6s %-22s %-22s %s%n",
                "image",
                cell(image.figures().auroc(), image.auroc()),
                cell(image.figures().averagePrecision(), image.averagePrecision()),
                cell(image.figures().bestF1().value(), image.bestF1())));
        pixel.ifPresent(present -> text.append(String.format(
                Locale.ROOT,
                "%-6s %-22s %-22s %-22s %s%n",
                "pixel",
                cell(present.result().pixels().auroc(), present.auroc()),
                cell(present.result().pixels().averagePrecision(), present.averagePrecision()),
                cell(present.result().pixels().bestF1().value(), present.bestF1()),
                cell(present.result().aupro(), present.aupro()))));
        return text.toString();
    }

    private static String cell(double value, Bootstrap.Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, interval.low(), interval.high());
    }
}
