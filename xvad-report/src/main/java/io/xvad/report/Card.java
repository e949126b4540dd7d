package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
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
 * One image on a page: pictures with captions, and words.
 *
 * @param title heading
 * @param pictures pictures in order
 * @param words statements in order
 * @param facts measurements in order
 */
public record Card(String title, List<Picture> pictures, List<String> words, List<String> facts) {

    private static final int LARGE = 256;
    private static final int MEDIUM = 160;
    private static final int CROP = 96;
    private static final int FACTS = 6;

    /**
     * A picture.
     *
     * @param uri its {@code data:} address
     * @param caption what it shows
     * @param width its width on the page, in pixels
     */
    public record Picture(String uri, String caption, int width) {}

    /** The card of an image, its explanations by one detector, and its mask if there is one. */
    public static Card of(
            String title, Image image, Optional<Mask> mask, FittedDetector fitted, List<Explanation> explanations) {
        AnomalyMap map = explanations.get(0).detection().map();
        int zoom = Overlay.zoomFor(image, LARGE);
        List<Picture> pictures = new ArrayList<>();
        pictures.add(input(image, mask, LARGE));
        String overlay = Overlay.on(image, zoom)
                .heat(map, Scales.of(fitted, map))
                .boxes(explanations.get(0).detection().regions())
                .dataUri();
        pictures.add(new Picture(overlay, fitted.provenance().detector() + " heatmap and regions", LARGE));
        List<String> words = new ArrayList<>();
        for (Explanation explanation : explanations) {
            for (Evidence evidence : explanation.evidence()) {
                add(evidence, image, zoom, pictures, words);
            }
        }
        List<String> facts = explanations.stream()
                .flatMap(explanation -> explanation.evidence(AttributeDeviation.class))
                .sorted(Comparator.comparingDouble(AttributeDeviation::surprise).reversed())
                .limit(FACTS)
                .map(Card::fact)
                .toList();
        return new Card(title, List.copyOf(pictures), List.copyOf(words), facts);
    }

    /** The card of an image and maps of it by name, each scaled to itself. */
    public static Card ofMaps(String title, Image image, Optional<Mask> mask, Map<String, AnomalyMap> maps) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(input(image, mask, MEDIUM));
        int zoom = Overlay.zoomFor(image, MEDIUM);
        maps.forEach((name, map) -> pictures.add(new Picture(
                Overlay.on(image, zoom).heat(map, Scales.ofSaliency(map)).dataUri(), name, MEDIUM)));
        return new Card(title, List.copyOf(pictures), List.of(), List.of());
    }

    private static Picture input(Image image, Optional<Mask> mask, int width) {
        Overlay input = Overlay.on(image, Overlay.zoomFor(image, width));
        mask.ifPresent(input::outline);
        return new Picture(input.dataUri(), mask.isPresent() ? "input, true defect outlined" : "input", width);
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

    private static void add(Evidence evidence, Image image, int zoom, List<Picture> pictures, List<String> words) {
        if (evidence instanceof Statement statement) {
            words.add(statement.text());
        } else if (evidence instanceof Saliency saliency) {
            String uri = Overlay.on(image, zoom)
                    .heat(saliency.map(), Scales.ofSaliency(saliency.map()))
                    .dataUri();
            pictures.add(new Picture(uri, "what raises the score, scaled to itself", LARGE));
        } else if (evidence instanceof Counterfactual counterfactual) {
            String caption = String.format(
                    Locale.ROOT,
                    "what it should look like: score %.4g instead of %.4g",
                    counterfactual.scoreAfter(),
                    counterfactual.scoreBefore());
            pictures.add(
                    new Picture(Overlay.on(counterfactual.normalVersion(), zoom).dataUri(), caption, LARGE));
        } else if (evidence instanceof NearestNormal nearest) {
            pictures.add(new Picture(crop(nearest.queryCrop()), "this image, at the peak", CROP));
            nearest.patches().stream().limit(3).forEach(patch -> pictures.add(normal(patch)));
        }
    }

    private static Picture normal(NormalPatch patch) {
        String caption = String.format(
                Locale.ROOT,
                "normal: %s at x %d, y %d; distance %.3g",
                patch.sampleId(),
                patch.box().x(),
                patch.box().y(),
                patch.distance());
        return new Picture(crop(patch.crop()), caption, CROP);
    }

    private static String crop(Image image) {
        return Overlay.on(image, Overlay.zoomFor(image, CROP)).dataUri();
    }
}
