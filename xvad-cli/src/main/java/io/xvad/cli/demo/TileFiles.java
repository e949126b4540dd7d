package io.xvad.cli.demo;

import io.xvad.core.Image;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageWriter;
import io.xvad.data.synthetic.DefectedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The demo's tiles as a data set in MVTec's layout, so that every other command can be tried on them. */
public final class TileFiles {

    private TileFiles() {}

    /** Writes the tiles of a texture: those to learn from and calibrate on, and those to test on with their masks. */
    public static void write(Texture texture, long seed, Path directory) {
        Tiles tiles = Tiles.of(texture.read(), seed);
        List<Image> normals = Stream.concat(tiles.train().stream(), tiles.calibration().stream())
                .toList();
        writeAll(normals, directory.resolve("train").resolve(TestCase.GOOD));
        writeAll(tiles.normal(), directory.resolve("test").resolve(TestCase.GOOD));
        for (int i = 0; i < tiles.defective().size(); i++) {
            DefectedImage tile = tiles.defective().get(i);
            String file = String.format("%03d", i);
            ImageWriter.writePng(
                    tile.image(),
                    directory.resolve("test").resolve(tile.defect()).resolve(file + ".png"));
            ImageWriter.writePng(
                    tile.mask(),
                    directory.resolve("ground_truth").resolve(tile.defect()).resolve(file + "_mask.png"));
        }
    }

    private static void writeAll(List<Image> images, Path directory) {
        for (int i = 0; i < images.size(); i++) {
            ImageWriter.writePng(images.get(i), directory.resolve(String.format("%03d.png", i)));
        }
    }
}
