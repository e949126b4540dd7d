package io.xvad.evaluation.benchmark;

import io.xvad.evaluation.ImageEvaluation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has measured. Immutable, but for its arrays, which are not to be written.
 *
 * @param options all options of the detector, as it says that it used them
 * @param machine where it ran, in words
 * @param learnedFrom number of images it learned from
 * @param calibratedOn number of images it was calibrated on
 * @param promisedRate the false-alarm rate that so many images can promise; NaN if it does not decide
 * @param figures all that are defined
 * @param draws the figures of how good it is in each draw of test images, rounded to 1e-6; NaN where one is not defined. Those over
 *     images and those over pixels are drawn apart
 * @param images score and decision of each test image
 * @param failures images that could not be scored, and why
 * @param notes what is odd about the masks, or why pixels were not measured
 */
public record RunMeasurement(
        Map<String, String> options,
        String machine,
        int learnedFrom,
        int calibratedOn,
        double promisedRate,
        Map<BenchmarkFigure, Double> figures,
        Map<BenchmarkFigure, double[]> draws,
        List<ImageEvaluation.Row> images,
        List<String> failures,
        List<String> notes) {

    public RunMeasurement {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        figures = Collections.unmodifiableMap(ordered(figures));
        draws = Collections.unmodifiableMap(ordered(draws));
        images = List.copyOf(images);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    private static <V> Map<BenchmarkFigure, V> ordered(Map<BenchmarkFigure, V> values) {
        Map<BenchmarkFigure, V> ordered = new EnumMap<>(BenchmarkFigure.class);
        ordered.putAll(values);
        return ordered;
    }

    /** A figure; NaN if it is not defined. */
    public double figure(BenchmarkFigure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** The ids of the images that were scored, in their order: runs of the same ones may be compared draw by draw. */
    List<String> scored() {
        return images.stream().map(ImageEvaluation.Row::id).toList();
    }
}
