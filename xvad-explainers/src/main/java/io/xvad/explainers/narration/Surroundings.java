package io.xvad.explainers.narration;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Region;
import java.util.ArrayList;
import java.util.List;

/** The surroundings of a region: boxes of its size that do not touch it. */
final class Surroundings {

    private static final int SMALLEST = 8;

    private Surroundings() {}

    /** The box of a region, grown to at least 8 pixels a side where there is room. */
    static Box measured(Image image, Region region) {
        Box box = region.box();
        int height = Math.min(image.height(), Math.max(SMALLEST, box.height()));
        int width = Math.min(image.width(), Math.max(SMALLEST, box.width()));
        int y = Math.max(0, Math.min(image.height() - height, box.y() - (height - box.height()) / 2));
        int x = Math.max(0, Math.min(image.width() - width, box.x() - (width - box.width()) / 2));
        return new Box(x, y, width, height);
    }

    /** Crops of the rest of the image, on a grid of boxes of that size; empty if there is no room. */
    static List<Image> around(Image image, Box measured) {
        List<Image> crops = new ArrayList<>();
        for (int y = 0; y + measured.height() <= image.height(); y += measured.height()) {
            for (int x = 0; x + measured.width() <= image.width(); x += measured.width()) {
                Box box = new Box(x, y, measured.width(), measured.height());
                if (box.common(measured) == 0) {
                    crops.add(image.crop(box));
                }
            }
        }
        return crops;
    }
}
