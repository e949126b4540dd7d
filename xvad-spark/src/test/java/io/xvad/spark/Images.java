package io.xvad.spark;

import io.xvad.core.Image;
import io.xvad.data.image.ImageWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Small synthetic images in files. */
final class Images {

    static final int SIDE = 32;

    private Images() {}

    /** Stripes with a little noise; with a white square if it is to have a defect. */
    static Image of(int seed, boolean defect) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean inside = defect && x >= 8 && x < 14 && y >= 18 && y < 24;
            values[i] = inside ? 1 : (float) (0.4 + 0.2 * Math.sin(x * 0.6) + 0.1 * random.nextDouble());
        }
        return Image.of("image " + seed, 1, SIDE, SIDE, values);
    }

    /** Writes so many images into a folder; their paths in order. */
    static List<Path> write(Path folder, int first, int count, boolean defect) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(String.format("größe %03d.png", first + i));
            ImageWriter.writePng(of(first + i, defect), file);
            files.add(file);
        }
        return files;
    }

    /** Writes an image as 16 bits, of which so many are used. */
    static Path writeBits(Path file, Image image, int bits) throws IOException {
        BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_USHORT_GRAY);
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            grey.getRaster().setSample(i % SIDE, i / SIDE, 0, Math.round(values[i] * ((1 << bits) - 1)));
        }
        ImageIO.write(grey, "png", file.toFile());
        return file;
    }

    /** A file that has the name of an image and is none. */
    static Path corrupt(Path folder) throws IOException {
        return Files.writeString(folder.resolve("zz broken.png"), "no image");
    }
}
