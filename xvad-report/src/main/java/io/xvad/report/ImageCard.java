package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.Verdict;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One image on a page: the image, its overlay and further figures, sentences and measurements.
 *
 * @param title heading
 * @param figures images with captions, in order
 * @param words sentences, in order
 * @param facts measurements, in order
 */
public record ImageCard(String title, List<Figure> figures, List<String> words, List<String> facts) {

    private static final int LARGE = 256;
    private static final int MEDIUM = 160;
    private static final int CROP = 96;
    private static final int FACTS = 6;

    public ImageCard {
        figures = List.copyOf(figures);
        words = List.copyOf(words);
        facts = List.copyOf(facts);
    }

    /**
     * The card of an image and what was found in it, under the id of the image.
     *
     * @param fitted found it
     */
    public static ImageCard of(Image image, Detection detection, FittedDetector fitted) {
        List<Figure> figures = found(image, Optional.empty(), fitted, detection);
        return new ImageCard(image.id(), figures, List.of(verdict(detection)), List.of());
    }

    /**
     * The card of an image and of explanations of what was found in it.
     *
     * @param mask where it is truly anomalous, if that is known
     * @param fitted found it
     * @param explanations of one detection, at least one
     * @throws IllegalArgumentException if there is none
     */
    public static ImageCard of(
            String title, Image image, Optional<Mask> mask, FittedDetector fitted, List<Explanation> explanations) {
        if (explanations.isEmpty()) {
            throw new IllegalArgumentException("card '" + title + "' needs at least one explanation, got none");
        }
        int zoom = Overlay.zoomFor(image, LARGE);
        List<Figure> figures = found(image, mask, fitted, explanations.get(0).detection());
        List<String> words = new ArrayList<>();
        for (Explanation explanation : explanations) {
            for (Evidence evidence : explanation.evidence()) {
                add(evidence, image, zoom, figures, words);
            }
        }
        List<String> facts = explanations.stream()
                .flatMap(explanation -> explanation.evidence(AttributeDeviation.class))
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .limit(FACTS)
                .map(ImageCard::fact)
                .toList();
        return new ImageCard(title, figures, words, facts);
    }

    /** The card of an image and maps of it by name, each scaled to itself. */
    public static ImageCard ofMaps(String title, Image image, Optional<Mask> mask, Map<String, AnomalyMap> maps) {
        List<Figure> figures = new ArrayList<>();
        figures.add(input(image, mask, MEDIUM));
        int zoom = Overlay.zoomFor(image, MEDIUM);
        maps.forEach((name, map) -> figures.add(
                new Figure(uri(Overlay.on(image, zoom).heat(map, MapScales.ofSaliency(map)), MEDIUM), name, MEDIUM)));
        return new ImageCard(title, figures, List.of(), List.of());
    }

    /** The image, and what was found drawn on it. */
    private static List<Figure> found(Image image, Optional<Mask> mask, FittedDetector fitted, Detection detection) {
        Overlay drawn =
                Overlay.on(image, Overlay.zoomFor(image, LARGE)).detection(detection, MapScales.of(fitted, detection));
        String overlay = uri(drawn, LARGE);
        String shown = detection.hasMaps() ? " heatmap and regions" : " regions";
        List<Figure> figures = new ArrayList<>();
        figures.add(input(image, mask, LARGE));
        figures.add(new Figure(overlay, fitted.provenance().detector() + shown, LARGE));
        return figures;
    }

    private static String verdict(Detection detection) {
        Verdict verdict = detection.verdict();
        String decided =
                switch (verdict.decision()) {
                    case ANOMALOUS -> "Anomalous";
                    case NORMAL -> "Normal";
                    case UNDECIDED -> "Not decided";
                };
        StringBuilder words = new StringBuilder(decided);
        words.append(String.format(Locale.ROOT, ": score %.4g", detection.score()));
        verdict.threshold().ifPresent(limit -> words.append(String.format(Locale.ROOT, ", threshold %.4g", limit)));
        verdict.pValue().ifPresent(p -> words.append(String.format(Locale.ROOT, ", p-value %.3f", p)));
        return words.append('.').toString();
    }

    private static Figure input(Image image, Optional<Mask> mask, int width) {
        Overlay input = Overlay.on(image, Overlay.zoomFor(image, width));
        mask.ifPresent(input::outline);
        return new Figure(uri(input, width), mask.isPresent() ? "input, true defect outlined" : "input", width);
    }

    private static String fact(AttributeDeviation deviation) {
        return String.format(
                Locale.ROOT,
                "%s: %.4g%s, normal %.4g to %.4g; surprise %.3g",
                deviation.attribute(),
                deviation.observed(),
                deviation.unit().isEmpty() ? "" : " " + deviation.unit(),
                deviation.normalLow(),
                deviation.normalHigh(),
                deviation.surprise());
    }

    private static void add(Evidence evidence, Image image, int zoom, List<Figure> figures, List<String> words) {
        if (evidence instanceof Statement statement) {
            words.add(statement.text());
        } else if (evidence instanceof Saliency saliency) {
            Overlay heat = Overlay.on(image, zoom).heat(saliency.map(), MapScales.ofSaliency(saliency.map()));
            figures.add(new Figure(uri(heat, LARGE), "what raises the score, scaled to itself", LARGE));
        } else if (evidence instanceof Counterfactual counterfactual) {
            String caption = String.format(
                    Locale.ROOT,
                    "what it should look like: score %.4g instead of %.4g",
                    counterfactual.scoreAfter(),
                    counterfactual.scoreBefore());
            figures.add(new Figure(uri(Overlay.on(counterfactual.normalVersion(), zoom), LARGE), caption, LARGE));
        } else if (evidence instanceof NearestNormal nearest) {
            figures.add(new Figure(crop(nearest.queryCrop()), "this image, at the peak", CROP));
            nearest.patches().stream().limit(3).forEach(patch -> figures.add(normal(patch)));
        }
    }

    private static Figure normal(NormalPatch patch) {
        String caption = String.format(
                Locale.ROOT,
                "normal: %s at x %d, y %d; distance %.3g",
                shortened(patch.sampleId()),
                patch.box().x(),
                patch.box().y(),
                patch.distance());
        return new Figure(crop(patch.crop()), caption, CROP);
    }

    /** The last two names of a path: where the normal images lay when they were learned from says nothing here. */
    private static String shortened(String sampleId) {
        return sampleId.replaceFirst("^.*[/\\\\](?=[^/\\\\]*[/\\\\][^/\\\\]*$)", "");
    }

    private static String crop(Image image) {
        return uri(Overlay.on(image, Overlay.zoomFor(image, CROP)), CROP);
    }

    /** Twice as fine as it is shown, for screens with small pixels. */
    private static String uri(Overlay overlay, int shown) {
        return overlay.reduced(2 * shown).dataUri();
    }
}
