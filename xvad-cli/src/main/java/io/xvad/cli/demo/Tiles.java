package io.xvad.cli.demo;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import java.util.ArrayList;
import java.util.List;

/**
 * A 512 x 512 texture cut into 128 x 128 tiles from disjoint parts: the left half to learn from, the next quarter to
 * calibrate on, the last quarter to test on, as it is and with one synthetic defect a tile.
 */
record Tiles(List<Image> train, List<Image> calibration, List<Image> normal, List<DefectedImage> defective) {

    private static final int SIDE = 128;
    private static final int STEP = 32;

    static Tiles of(Image texture, long seed) {
        List<Image> normal = cut(texture, 384, 512);
        List<DefectedImage> defective = new ArrayList<>();
        for (SyntheticDefect defect : SyntheticDefect.values()) {
            for (int i = defect.ordinal() % 2; i < normal.size(); i += 3) {
                Image tile = normal.get(i).withId(normal.get(i).id() + " + " + defect.defectName());
                defective.add(defect.apply(tile, 1, seed * 1000 + defect.ordinal() * 100 + i));
            }
        }
        return new Tiles(cut(texture, 0, 256), cut(texture, 256, 384), normal, defective);
    }

    private static List<Image> cut(Image texture, int left, int right) {
        List<Image> tiles = new ArrayList<>();
        for (int y = 0; y + SIDE <= texture.height(); y += STEP) {
            for (int x = left; x + SIDE <= right; x += STEP) {
                tiles.add(texture.crop(new Box(x, y, SIDE, SIDE)).withId(texture.id() + " x" + x + " y" + y));
            }
        }
        return tiles;
    }
}
