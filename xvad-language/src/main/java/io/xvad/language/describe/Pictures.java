package io.xvad.language.describe;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Region;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.NearestNormal;
import io.xvad.language.detector.SentSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a model is shown: of each region what the image shows around it, the same restored to normal if the detector can, and the nearest normal patch if one was found; the whole image where there
 * is no region.
 *
 * @param images in this order
 * @param words what each is, a line each
 */
record Pictures(List<Image> images, String words) {

    private static final int SMALLEST_CROP = 64;
    private static final int CONTEXT = 2;

    static Pictures of(
            FittedDetector fitted, Image image, List<Region> regions, List<Evidence> evidence, int longestSide) {
        List<Image> images = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            String id = "R" + (i + 1);
            Box seen = around(region.box(), image);
            add(images, words, image.crop(seen), "region " + id + " and what surrounds it, as it is", longestSide);
            restored(fitted, image, region.box())
                    .ifPresent(normal -> add(
                            images,
                            words,
                            normal.crop(seen),
                            "the same place with region " + id + " as it would be normally",
                            longestSide));
            nearest(evidence, region)
                    .ifPresent(patch -> add(
                            images, words, patch, "the known normal patch most similar to region " + id, longestSide));
        }
        if (regions.isEmpty()) {
            add(images, words, image, "the whole image", longestSide);
        }
        return new Pictures(List.copyOf(images), String.join("\n", words));
    }

    private static void add(List<Image> images, List<String> words, Image image, String what, int longestSide) {
        images.add(SentSize.within(image, longestSide));
        words.add("Image " + images.size() + ": " + what + ".");
    }

    private static Box around(Box box, Image image) {
        int side = Math.max(SMALLEST_CROP, CONTEXT * Math.max(box.width(), box.height()));
        return Box.around(box.y() + box.height() / 2, box.x() + box.width() / 2, side, image.height(), image.width());
    }

    private static Optional<Image> restored(FittedDetector fitted, Image image, Box box) {
        return fitted.capability(Reconstructs.class)
                .map(normal ->
                        normal.reconstruct(image, mask(List.of(box), image), 1).get(0));
    }

    private static Optional<Image> nearest(List<Evidence> evidence, Region region) {
        return evidence.stream()
                .filter(NearestNormal.class::isInstance)
                .map(NearestNormal.class::cast)
                .filter(nearest -> nearest.region().box().equals(region.box()))
                .flatMap(nearest -> nearest.patches().stream())
                .findFirst()
                .map(patch -> patch.crop());
    }

    /** The pixels of some boxes in an image. */
    static Mask mask(List<Box> boxes, Image image) {
        boolean[] inside = new boolean[image.height() * image.width()];
        for (Box box : boxes) {
            for (int y = box.y(); y < Math.min(image.height(), box.y() + box.height()); y++) {
                for (int x = box.x(); x < Math.min(image.width(), box.x() + box.width()); x++) {
                    inside[y * image.width() + x] = true;
                }
            }
        }
        return Mask.of(image.height(), image.width(), inside);
    }
}
