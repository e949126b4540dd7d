package io.xvad.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Region;
import io.xvad.core.Tiling;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.SeesTiles;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.ImageFolder;
import io.xvad.data.image.Codecs;
import io.xvad.data.image.ImageReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * A scratch of 12 pixels in a file larger than the heap could hold: {@code LargeImageFiles DIRECTORY HEIGHT WIDTH TILE NORMALS DETECTOR}. Writes
 * synthetic grey plates as tiled TIFF where they are not there yet, fits tile by tile, half of the plates to calibrate on, and scores a scratched
 * one. Prints what was found, times beside those of the tiles alone.
 */
public final class LargeImageFiles {

    private static final int NEAR = 40;
    private static final int STORED_TILE = 512;
    private static final int REPEATS = 3;
    private static final double NANOS = 1e9;
    private static final double MEBIBYTE = 1 << 20;

    private final Path directory;
    private final int height;
    private final int width;

    private LargeImageFiles(Path directory, int height, int width) {
        this.directory = directory;
        this.height = height;
        this.width = width;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        LargeImageFiles plates = new LargeImageFiles(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        plates.run(
                Tiling.of(Integer.parseInt(arguments[3])),
                Integer.parseInt(arguments[4]),
                Registry.load(Detector.class).get(arguments[5]));
    }

    private void run(Tiling tiling, int normals, Detector detector) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int seed = 0; seed < normals; seed++) {
            files.add(plate("plate-" + seed, seed, false));
        }
        Path scratched = plate("scratched", -1, true);
        Training training = Training.of(detector)
                .tiled(tiling)
                .withHeldOut(0.5)
                .withFalseAlarmRate(0.34)
                .withoutMeasures();
        long began = System.nanoTime();
        try (FittedDetector model = training.fit(ImageFolder.ofFiles(files))) {
            say("fit and calibration: %.1f s", (System.nanoTime() - began) / NANOS);
            LargeImage image = (LargeImage) ImageReader.withDefaults().open(scratched);
            score(model, image);
            compare(model, image, tiling);
        }
        say("in a heap of %.0f MiB", Runtime.getRuntime().maxMemory() / MEBIBYTE);
    }

    private void score(FittedDetector model, LargeImage image) {
        Detection found = model.detect(image);
        say(
                "%s, score %.3f, threshold %.3f, %d regions, %s",
                found.verdict().decision(),
                found.score(),
                found.verdict().threshold().orElse(Double.NaN),
                found.regions().size(),
                found.regions().stream().findFirst().map(this::place).orElse("none"));
    }

    private String place(Region region) {
        boolean there = Math.abs(region.peakY() - top()) < NEAR && Math.abs(region.peakX() - left()) < NEAR;
        return "the highest " + (there ? "at" : "not at") + " the scratch";
    }

    /** The best of some runs of each, turn by turn. */
    private void compare(FittedDetector model, LargeImage image, Tiling tiling) {
        double together = Double.POSITIVE_INFINITY;
        double alone = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            long began = processor();
            model.detect(image);
            together = Math.min(together, (processor() - began) / NANOS);
            alone = Math.min(alone, alone(model, image, tiling));
        }
        say(
                "%d tiles: processor time %.1f s, of the tiles alone %.1f s, %.3f times",
                tiling.boxes(height, width).size(), together, alone, together / alone);
    }

    /** Without reading them. */
    private double alone(FittedDetector model, LargeImage image, Tiling tiling) {
        SeesTiles tiles = model.capability(SeesTiles.class).orElseThrow();
        double sum = 0;
        for (Box box : tiling.boxes(height, width)) {
            Image tile = image.read(box);
            FittedDetector detector = tiles.of(box, height, width);
            long before = processor();
            detector.detect(tile);
            sum += (processor() - before) / NANOS;
        }
        return sum;
    }

    /** Nanoseconds of the processor that this process has had, which other processes do not add to. */
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private int top() {
        return 2 * height / 3;
    }

    private int left() {
        return 5 * width / 8;
    }

    /** A soft texture with noise, as tiled TIFF of 8 bits. */
    private Path plate(String name, int seed, boolean scratch) throws IOException {
        Path file = directory.resolve(name + "-" + height + "x" + width + ".tif");
        if (Files.exists(file)) {
            return file;
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        SplittableRandom random = new SplittableRandom(seed);
        double phase = 7 * random.nextDouble();
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin(x / 9.0 + phase) * Math.sin(y / 11.0 + 2 * phase);
                row[x] = (int) (255 * (0.5 + 0.08 * wave + 0.04 * random.nextDouble()));
            }
            image.getRaster().setSamples(0, y, width, 1, 0, row);
        }
        for (int i = 0; scratch && i < 12; i++) {
            image.getRaster().setSamples(left() + i / 3, top() + i, 2, 1, 0, new int[] {13, 13});
        }
        write(image, file);
        return file;
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.deleteIfExists(file);
        ImageWriter writer = Codecs.tiffWriter();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setTiling(STORED_TILE, STORED_TILE, 0, 0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
