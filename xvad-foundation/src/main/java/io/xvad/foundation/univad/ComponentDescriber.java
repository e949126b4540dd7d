package io.xvad.foundation.univad;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.data.preprocess.PillowResize;
import io.xvad.foundation.univad.VisionTowers.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes a component by its geometry, and by what both networks say of it alone, cut out before black, made as large as fits and seen in four quarter turns. Thread-safe.
 *
 * @param towers the networks
 */
record ComponentDescriber(VisionTowers towers) {

    private static final int TURNS = 4;

    /**
     * A component.
     *
     * @param geometry share of the image, colour, and column and row of the middle of its box as shares
     * @param clip mean of its patches and turns, for each layer of CLIP
     * @param dino mean of its patches and turns, by DINOv2
     */
    record Described(float[] geometry, List<float[]> clip, float[] dino) {}

    /**
     * Describes.
     *
     * @param square image of the size of the mask, in colour
     * @param mask square, not empty
     */
    Described of(Image square, Mask mask) {
        Box box = mask.box().orElseThrow();
        Image turned = alone(square, mask, box);
        List<VisionTowers.Features> seen = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            seen.add(towers.features(turned));
            turned = quarterTurn(turned);
        }
        List<float[]> clip = new ArrayList<>();
        for (int layer = 0; layer < seen.get(0).clip().size(); layer++) {
            int index = layer;
            clip.add(mean(seen.stream().map(one -> one.clip().get(index)).toList()));
        }
        return new Described(
                geometry(square, mask, box),
                clip,
                mean(seen.stream().map(VisionTowers.Features::dino).toList()));
    }

    private static float[] mean(List<Vectors> turns) {
        return Vectors.joined(turns).mean();
    }

    private static float[] geometry(Image image, Mask mask, Box box) {
        double pixels = mask.height() * (double) mask.width();
        return new float[] {
            (float) (mask.count() / pixels),
            (float) LabColour.of(image, mask),
            (float) ((box.x() + box.width() / 2.0) / mask.width()),
            (float) ((box.y() + box.height() / 2.0) / mask.height())
        };
    }

    /** The component before black, so that the diagonal of its box is as long as the side of the image. */
    private static Image alone(Image square, Mask mask, Box box) {
        int side = square.height();
        Image black = Image.of(square.id(), 3, side, side, new float[3 * side * side]);
        Image cut = black.with(mask, square).crop(box);
        double scale = side / (Math.hypot(box.width(), box.height()) + 1);
        int height = Math.max(1, Math.min(side, (int) (box.height() * scale)));
        int width = Math.max(1, Math.min(side, (int) (box.width() * scale)));
        return centred(PillowResize.image(cut, height, width, PillowResize.Filter.BILINEAR), side);
    }

    private static Image centred(Image image, int side) {
        float[] values = new float[3 * side * side];
        int top = (side - image.height()) / 2;
        int left = (side - image.width()) / 2;
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    values[(c * side + top + y) * side + left + x] = image.at(c, y, x);
                }
            }
        }
        return Image.of(image.id(), 3, side, side, values);
    }

    private static Image quarterTurn(Image square) {
        int side = square.height();
        float[] values = new float[3 * side * side];
        for (int i = 0; i < values.length; i++) {
            int y = i / side % side;
            int x = i % side;
            values[i] = square.at(i / (side * side), x, side - 1 - y);
        }
        return Image.of(square.id(), 3, side, side, values);
    }
}
