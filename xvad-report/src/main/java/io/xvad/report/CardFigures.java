package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.FixedScale;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Saliency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Draws the figures of one image for its card. */
final class CardFigures {

    private static final int LARGE = 320;
    private static final int MEDIUM = 160;
    private static final int CROP = 96;
    private static final int PATCHES = 3;
    private static final int AROUND = 2;

    private final Image image;
    private final Optional<Mask> mask;

    /**
     * Figures that are yet to be drawn.
     *
     * @param mask where the image is truly anomalous, if that is known
     */
    CardFigures(Image image, Optional<Mask> mask) {
        this.image = image;
        this.mask = mask;
    }

    /** The image, and what was found drawn on it. */
    List<Figure> found(Detection detection, FittedDetector fitted) {
        Overlay drawn = on(LARGE).detection(detection, MapScales.of(fitted, detection));
        String shown = detection.hasMaps() ? " heatmap and regions" : " regions";
        return List.of(
                new Figure(uri(on(LARGE), LARGE), "the image", LARGE),
                new Figure(uri(drawn, LARGE), fitted.provenance().detector() + shown, LARGE));
    }

    /** What explanations show: the restored image, what differs from it, maps. */
    List<Figure> shown(List<Explanation> explanations) {
        List<Figure> figures = new ArrayList<>();
        for (Explanation explanation : explanations) {
            Optional<Box> place = explanation.evidence(Reason.class).findFirst().map(reason -> reason.place()
                    .box());
            boolean normal = explanation.detection().verdict().decision() == Decision.NORMAL;
            String restored = normal ? "restored, though it is normal already" : "restored: what it should look like";
            explanation.evidence(Counterfactual.class).forEach(one -> addRestored(one, restored, place, figures));
            explanation.evidence(Saliency.class).forEach(one -> figures.add(saliency(one)));
        }
        boolean restored = figures.stream().anyMatch(Figure::wiped);
        if (!restored && mask.isPresent()) {
            figures.add(new Figure(uri(truth(on(LARGE)), LARGE), "true defect outlined in orange", LARGE));
        }
        return figures;
    }

    private void addRestored(
            Counterfactual counterfactual, String restored, Optional<Box> place, List<Figure> figures) {
        Image normal = counterfactual.normalVersion();
        String score = String.format(
                Locale.ROOT,
                "%s; score %.4g instead of %.4g",
                restored,
                counterfactual.scoreAfter(),
                counterfactual.scoreBefore());
        figures.add(new Figure(uri(Overlay.on(normal, zoom(normal, LARGE)), LARGE), score, LARGE, true));
        Mask all = DifferentPixels.of(counterfactual.difference());
        Mask different = place.map(box -> DifferentPixels.at(box, all)).orElse(all);
        Overlay outlined = truth(on(LARGE)).outline(different.grown(AROUND));
        String caption = mask.isPresent()
                ? "what differs outlined in blue, the true defect in orange"
                : "what differs, outlined in blue";
        figures.add(new Figure(uri(outlined, LARGE), caption, LARGE));
    }

    private Overlay truth(Overlay drawn) {
        mask.ifPresent(true_ -> drawn.outline(true_.grown(2 * AROUND), Overlay.TRUTH));
        return drawn;
    }

    /** The place of the peak, and the normal patches that are nearest to it. */
    List<Figure> patches(List<Explanation> explanations) {
        List<Figure> figures = new ArrayList<>();
        for (Explanation explanation : explanations) {
            explanation.evidence(NearestNormal.class).forEach(nearest -> {
                figures.add(crop(nearest.queryCrop(), "this image, at the peak"));
                nearest.patches().stream().limit(PATCHES).forEach(patch -> figures.add(normal(patch)));
            });
        }
        return figures;
    }

    /** The image, and maps of it by name, each scaled to itself. */
    List<Figure> maps(Map<String, AnomalyMap> maps) {
        List<Figure> figures = new ArrayList<>();
        String caption = mask.isPresent() ? "the image, true defect outlined in orange" : "the image";
        figures.add(new Figure(uri(truth(on(MEDIUM)), MEDIUM), caption, MEDIUM));
        maps.forEach((name, map) -> figures.add(map(map, MapScales.ofSaliency(map), name, MEDIUM)));
        return figures;
    }

    private Figure saliency(Saliency shown) {
        String caption = shown.scale().map(FixedScale::meaning).orElse("what raises the score, scaled to itself");
        return map(shown.map(), MapScales.of(shown), caption, LARGE);
    }

    private Figure map(AnomalyMap map, MapScale scale, String caption, int width) {
        return new Figure(uri(on(width).heat(map, scale), width), caption, width);
    }

    private static Figure normal(NormalPatch patch) {
        String caption = String.format(
                Locale.ROOT,
                "normal: %s at x %d, y %d; distance %.3g",
                shortened(patch.sampleId()),
                patch.box().x(),
                patch.box().y(),
                patch.distance());
        return crop(patch.crop(), caption);
    }

    /** The last two names of a path: where the normal images lay when they were learned from says nothing here. */
    private static String shortened(String sampleId) {
        return sampleId.replaceFirst("^.*[/\\\\](?=[^/\\\\]*[/\\\\][^/\\\\]*$)", "");
    }

    private static Figure crop(Image image, String caption) {
        return new Figure(uri(Overlay.on(image, zoom(image, CROP)), CROP), caption, CROP);
    }

    private Overlay on(int width) {
        return Overlay.on(image, zoom(image, width));
    }

    /** Twice as fine as it is shown, for screens with small pixels. */
    private static int zoom(Image image, int shown) {
        return Overlay.zoomFor(image, 2 * shown);
    }

    private static String uri(Overlay overlay, int shown) {
        return overlay.reduced(2 * shown).photoUri();
    }
}
