package io.xvad.evaluation.benchmark;

import java.util.Arrays;
import java.util.List;

/** What is measured in each run. */
public enum BenchmarkFigure {
    /** AUROC over image scores. */
    IMAGE_AUROC("imageAuroc", "image AUROC", 3, true),
    /** Average precision over image scores. */
    IMAGE_AP("imageAp", "image AP", 3, true),
    /** AUROC over the pixels of all test images. */
    PIXEL_AUROC("pixelAuroc", "pixel AUROC", 3, true),
    /** Per-region overlap up to a false-positive rate of 0.3. */
    AUPRO("aupro", "AU-PRO", 3, true),
    /** Share of anomalous images called anomalous at the promised false-alarm rate. */
    DETECTION_RATE("detectionRate", "detection rate", 3, true),
    /** Share of normal test images called anomalous. */
    FALSE_ALARM_RATE("falseAlarmRate", "false-alarm rate", 3, true),
    /** Wall-clock time of learning and calibrating, reading the images included. */
    FIT_SECONDS("fitSeconds", "fit, s", 1, false),
    /** Median wall-clock time of the score and map of one image in memory. */
    DETECT_MILLIS("detectMillis", "detect, ms", 1, false),
    /** The same of one image among eight that are given together. */
    BATCH_MILLIS("batchMillis", "of 8, ms each", 1, false),
    /** Most of Java's heap in use while fitting and detecting, garbage that was not collected yet included. */
    PEAK_HEAP("peakHeapMiB", "peak heap, MiB", 0, false),
    /** Most memory the process held in that time, what earlier runs left behind included; on Linux only. */
    PEAK_RESIDENT("peakResidentMiB", "peak resident, MiB", 0, false),
    /** Size of the model file. */
    MODEL("modelMiB", "model, MiB", 1, false);

    private final String key;
    private final String label;
    private final int decimals;
    private final boolean quality;

    BenchmarkFigure(String key, String label, int decimals, boolean quality) {
        this.key = key;
        this.label = label;
        this.decimals = decimals;
        this.quality = quality;
    }

    /** How it is written in JSON and CSV. */
    public String key() {
        return key;
    }

    /** How it is written in tables. */
    public String label() {
        return label;
    }

    /** Whether it tells how good a detector is, and has an interval over test images; else it is a cost. */
    public boolean isQuality() {
        return quality;
    }

    int decimals() {
        return decimals;
    }

    /** Figures of how good a detector is. */
    public static List<BenchmarkFigure> qualities() {
        return Arrays.stream(values()).filter(BenchmarkFigure::isQuality).toList();
    }

    /** Figures of what a detector costs. */
    public static List<BenchmarkFigure> costs() {
        return Arrays.stream(values()).filter(figure -> !figure.isQuality()).toList();
    }
}
