package io.xvad.benchmarks;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.data.synthetic.SyntheticDefect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Cuts photographs into tiles that do not overlap and writes them as a data set in MVTec's layout. A command: {@code OUT SEED PHOTOGRAPH...}.
 * Of each photograph the largest square at its top left gives 8 x 8 tiles in RGB; in random order 16 are to learn from, 8 to test on as they are and 12 with
 * one synthetic defect each. No tile is used twice, so test images are independent but for the photograph they share.
 */
public final class PhotographTiles {

    private static final int TILES_A_SIDE = 8;
    private static final int TRAINING = 16;
    private static final int NORMAL = 8;
    private static final int ANOMALOUS = 12;

    private final Path out;
    private final long seed;

    private PhotographTiles(Path out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /** Writes the data set. */
    public static void main(String[] arguments) {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("wanted OUT SEED PHOTOGRAPH...");
        }
        PhotographTiles tiles = new PhotographTiles(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        List<Path> photographs = Arrays.stream(arguments).skip(2).map(Path::of).toList();
        for (int i = 0; i < photographs.size(); i++) {
            tiles.write(i, ImageReader.withDefaults().read(photographs.get(i)));
        }
    }

    private void write(int number, Image photograph) {
        List<Image> tiles = cut(Channels.colour(photograph));
        Collections.shuffle(tiles, new Random(seed * 1000 + number));
        for (int i = 0; i < TRAINING + NORMAL; i++) {
            Path part = out.resolve(i < TRAINING ? "train" : "test").resolve(TestCase.GOOD);
            ImageWriter.writePng(tiles.get(i), part.resolve(name(number, i)));
        }
        for (int i = 0; i < ANOMALOUS; i++) {
            writeAnomalous(number * ANOMALOUS + i, tiles.get(TRAINING + NORMAL + i), name(number, i));
        }
    }

    private void writeAnomalous(int index, Image tile, String name) {
        SyntheticDefect[] defects = SyntheticDefect.values();
        DefectedImage defected = defects[index % defects.length].apply(tile, 1, seed * 100_000 + index);
        ImageWriter.writePng(
                defected.image(), out.resolve("test").resolve(defected.defect()).resolve(name));
        ImageWriter.writePng(
                defected.mask(),
                out.resolve("ground_truth").resolve(defected.defect()).resolve(name.replace(".png", "_mask.png")));
    }

    private static List<Image> cut(Image photograph) {
        int side = Math.min(photograph.height(), photograph.width()) / TILES_A_SIDE;
        List<Image> tiles = new ArrayList<>();
        for (int y = 0; y < TILES_A_SIDE; y++) {
            for (int x = 0; x < TILES_A_SIDE; x++) {
                tiles.add(photograph.crop(new Box(x * side, y * side, side, side)));
            }
        }
        return tiles;
    }

    private static String name(int photograph, int tile) {
        return String.format("%02d-%02d.png", photograph, tile);
    }
}
