package io.xvad.cli.demo;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import java.util.ArrayList;
import java.util.List;

/**
 * A 512 x 512 texture cut into 64 x 64 tiles: overlapping ones of the left half to learn from; the right half like a
 * chessboard, black tiles to calibrate on and white ones to test on, as they are and with one synthetic defect each.
 */
record Tiles(List<Image> train, List<Image> calibration, List<Image> normal, List<DefectedImage> defective) {

    private static final int SIDE = 64;
    private static final int STEP = 32;
    private static final int MIDDLE = 256;

    static Tiles of(Image texture, long seed) {
        List<Image> train = new ArrayList<>();
        List<Image> calibration = new ArrayList<>();
        List<Image> normal = new ArrayList<>();
        for (int y = 0; y + SIDE <= texture.height(); y += STEP) {
            for (int x = 0; x + SIDE <= MIDDLE; x += STEP) {
                train.add(tile(texture, y, x));
            }
        }
        for (int y = 0; y + SIDE <= texture.height(); y += SIDE) {
            for (int x = MIDDLE; x + SIDE <= texture.width(); x += SIDE) {
                ((x + y) / SIDE % 2 == 0 ? calibration : normal).add(tile(texture, y, x));
            }
        }
        return new Tiles(train, calibration, normal, defective(normal, seed));
    }

    private static List<DefectedImage> defective(List<Image> normal, long seed) {
        List<DefectedImage> defective = new ArrayList<>();
        for (SyntheticDefect defect : SyntheticDefect.values()) {
            for (int i = defect.ordinal() % 2; i < normal.size(); i += 3) {
                Image tile = normal.get(i).withId(normal.get(i).id() + " + " + defect.defectName());
                defective.add(defect.apply(tile, 1, seed * 1000 + defect.ordinal() * 100 + i));
            }
        }
        return defective;
    }

    private static Image tile(Image texture, int y, int x) {
        return texture.crop(new Box(x, y, SIDE, SIDE)).withId(texture.id() + " x" + x + " y" + y);
    }
}
