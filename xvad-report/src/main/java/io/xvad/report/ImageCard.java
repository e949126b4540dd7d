package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One image on a page: what was decided, the image with what was found and what should be there, and what is said of it.
 *
 * @param title heading
 * @param badges what was decided
 * @param figures images with captions, in order; the first is the image itself
 * @param account what explanations say
 * @param patches crops of the image and of normal ones, in order
 */
public record ImageCard(String title, List<Badge> badges, List<Figure> figures, Account account, List<Figure> patches) {

    private static final int SMALL = 200;

    public ImageCard {
        badges = List.copyOf(badges);
        figures = List.copyOf(figures);
        patches = List.copyOf(patches);
    }

    /**
     * The card of an image and what was found in it, under the id of the image.
     *
     * @param fitted found it
     */
    public static ImageCard of(Image image, Detection detection, FittedDetector fitted) {
        List<Figure> figures = new CardFigures(image, Optional.empty()).found(detection, fitted);
        return new ImageCard(image.id(), List.of(Badge.of(detection)), figures, Account.none(), List.of());
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
        Detection detection = explanations.get(0).detection();
        Account account = Account.of(explanations);
        List<Badge> badges = new ArrayList<>(List.of(Badge.of(detection)));
        if (account.reasoning() == Account.Reasoning.NO_VISIBLE_REASON) {
            badges.add(Badge.withoutReason());
        }
        CardFigures drawn = new CardFigures(image, mask);
        List<Figure> figures = new ArrayList<>(drawn.found(detection, fitted));
        figures.addAll(drawn.shown(explanations));
        return new ImageCard(title, badges, figures, account, drawn.patches(explanations));
    }

    /** The card of an image and maps of it by name, each scaled to itself. */
    public static ImageCard ofMaps(String title, Image image, Optional<Mask> mask, Map<String, AnomalyMap> maps) {
        List<Figure> figures = new CardFigures(image, mask).maps(maps);
        return new ImageCard(title, List.of(), figures, Account.none(), List.of());
    }

    /** How large its figures are shown. */
    String size() {
        return figures.stream().allMatch(figure -> figure.width() <= SMALL) ? "medium" : "";
    }

    /** Whether there is more to know than fits at first sight. */
    boolean hasDetails() {
        return !patches.isEmpty() || !account.measurements().isEmpty();
    }
}
