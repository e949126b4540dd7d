package io.xvad.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.Proportion;
import java.util.Locale;
import java.util.Optional;

/**
 * Confidence intervals of the headline figures.
 *
 * @param image of figures over image scores
 * @param pixel of figures over pixels; empty without masks
 * @param falseAlarms normal images called anomalous, of those of which was decided
 * @param detected anomalous images called anomalous, of those of which was decided
 */
public record ImageEstimates(
        LabelledScores.Estimate image,
        Optional<PixelMetrics.Estimate> pixel,
        Proportion falseAlarms,
        Proportion detected) {

    private static final double LEVEL = 0.95;

    /** Of scores and maps of which nothing was decided. */
    public ImageEstimates(LabelledScores.Estimate image, Optional<PixelMetrics.Estimate> pixel) {
        this(image, pixel, Proportion.of(0, 0), Proportion.of(0, 0));
    }

    private boolean decided() {
        return falseAlarms.items() + detected.items() > 0;
    }

    /** Adds {@code intervals} to the objects {@code image} and {@code pixel}; those of shares are Wilson's, of 95 %. */
    public void addTo(ObjectNode json) {
        ObjectNode images = json.withObject("/image").putObject("intervals");
        images.set("auroc", FiguresJson.interval(image.auroc()));
        images.set("ap", FiguresJson.interval(image.averagePrecision()));
        images.set("f1_max", FiguresJson.interval(image.bestF1()));
        if (decided()) {
            images.set("falseAlarmRate", FiguresJson.interval(falseAlarms.interval(LEVEL)));
            images.set("detectionRate", FiguresJson.interval(detected.interval(LEVEL)));
        }
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
                FiguresText.figure(image.figures().auroc(), image.auroc()),
                FiguresText.figure(image.figures().averagePrecision(), image.averagePrecision()),
                FiguresText.figure(image.figures().bestF1().value(), image.bestF1())));
        pixel.ifPresent(present -> text.append(String.format(
                Locale.ROOT,
                "%-6s %-22s %-22s %-22s %s%n",
                "pixel",
                FiguresText.figure(present.result().pixels().auroc(), present.auroc()),
                FiguresText.figure(present.result().pixels().averagePrecision(), present.averagePrecision()),
                FiguresText.figure(present.result().pixels().bestF1().value(), present.bestF1()),
                FiguresText.figure(present.result().aupro(), present.aupro()))));
        if (decided()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-6s detection rate %s, false-alarm rate %s%n",
                    "image",
                    FiguresText.figure(detected.share(), detected.interval(LEVEL)),
                    FiguresText.figure(falseAlarms.share(), falseAlarms.interval(LEVEL))));
        }
        return text.append(FiguresText.undefined(image.figures())).toString();
    }
}
