package com.example;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.data.image.ImageReader;
import io.xvad.report.ImageCard;
import io.xvad.report.Overlay;
import io.xvad.report.ReportPage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Learns from images in memory, scores another one, draws the overlay and writes a report; run by {@code mvn compile exec:java}. */
public final class ScoreABufferedImage {

    private static final int SIDE = 192;

    private ScoreABufferedImage() {}

    /** Writes {@code overlay.png} and {@code report.html} to the directory where it is run, or to the one given. */
    public static void main(String[] arguments) {
        Path out = Path.of(arguments.length > 0 ? arguments[0] : ".");
        Detector detector = Registry.load(Detector.class).get("patchcore");
        Map<String, String> small = Map.of("input-size", "192", "coreset-size", "500");
        try (FittedDetector model = Training.of(detector).withOptions(small).fit(Samples.of(normals()))) {
            Image image = image("scratched", scratched());
            Detection detection = model.detect(image);
            System.out.println(detection.verdict().decision() + ", score " + detection.score());

            Overlay.of(image, detection, model).write(out.resolve("overlay.png"));
            ReportPage.of("Inspection", List.of(ImageCard.of(image, detection, model)))
                    .write(out.resolve("report.html"));
        }
    }

    private static Image image(String id, BufferedImage pixels) {
        return ImageReader.withDefaults().read(id, pixels);
    }

    private static List<Image> normals() {
        List<Image> normals = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            normals.add(image("plate-" + i, plate(i)));
        }
        return normals;
    }

    /** A camera image in a real program: here a brushed plate. */
    private static BufferedImage plate(long seed) {
        Random random = new Random(seed);
        BufferedImage plate = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            int line = 110 + random.nextInt(60);
            for (int x = 0; x < SIDE; x++) {
                int grey = line + random.nextInt(40);
                plate.setRGB(x, y, new Color(grey, grey, grey).getRGB());
            }
        }
        return plate;
    }

    private static BufferedImage scratched() {
        BufferedImage plate = plate(1_000);
        Graphics2D graphics = plate.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(130, 40, 5, 60);
        graphics.dispose();
        return plate;
    }
}
