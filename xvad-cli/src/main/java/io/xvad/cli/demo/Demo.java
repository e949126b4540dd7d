package io.xvad.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Quality;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.image.ImageReader;
import io.xvad.data.synthetic.DefectedImage;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.FiguresText;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.explainers.quality.ExplanationQuality;
import io.xvad.metrics.detection.Curve;
import io.xvad.report.Charts;
import io.xvad.report.Figure;
import io.xvad.report.ImageCard;
import io.xvad.report.ReportPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Learns each texture, tests on tiles with synthetic defects, explains some and measures all. Not thread-safe. */
public final class Demo {

    private static final Curve CHANCE =
            new Curve(List.of(new Curve.Point(0, 0), new Curve.Point(0.3, 0.3), new Curve.Point(1, 1)));

    private static final List<String> HEADER = List.of(
            "image AUROC",
            "image AP",
            "pixel AUROC",
            "AU-PRO",
            "false alarms",
            "detected",
            "deletion",
            "(random)",
            "insertion",
            "(random)",
            "max-sensitivity");
    private static final int MEASURED = 4;

    private final long seed;
    private final ProgressListener progress;
    private final List<ReportPage.Section> sections = new ArrayList<>();
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private final StringBuilder text = new StringBuilder();

    /** A demo that is yet to run. */
    public Demo(long seed, ProgressListener progress) {
        this.seed = seed;
        this.progress = progress;
    }

    /** A photographed texture that comes with the command. */
    public record Texture(String name) {
        /** Brick, grass and gravel: photographs, CC0. */
        public static final List<Texture> ALL =
                List.of(new Texture("brick"), new Texture("grass"), new Texture("gravel"));

        /** The photograph, 512 x 512 pixels. */
        public Image read() {
            try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(name + ".png"), name)) {
                return ImageReader.withDefaults().read(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Runs one texture with every demo detector. */
    public void run(Texture texture) {
        Tiles tiles = Tiles.of(texture.read(), seed);
        List<ReportPage.Row> table = new ArrayList<>();
        Map<String, Curve> roc = new LinkedHashMap<>();
        Map<String, Curve> pro = new LinkedHashMap<>();
        List<ImageCard> cards = new ArrayList<>();
        for (String name : List.of("patchcore", "padim")) {
            Training training = Training.of(Registry.load(Detector.class).get(name))
                    .withSeed(seed)
                    .withProgress(progress);
            try (FittedDetector fitted = training.fit(Samples.of(tiles.train()), Samples.of(tiles.calibration()))) {
                ImageEvaluation.Result result = evaluate(fitted, tiles);
                List<Quality> quality = quality(fitted, tiles);
                table.add(row(name, result, quality));
                result.roc().ifPresent(curve -> roc.put(name, curve));
                result.pixel().ifPresent(pixel -> pro.put(name, pixel.proCurve()));
                addResult(texture, name, result, quality);
                cards.addAll(cards(fitted, tiles));
                if (texture.equals(Texture.ALL.get(0))) {
                    cards.addAll(
                            new Gallery(seed).cards(fitted, tiles.defective().get(0)));
                }
            }
        }
        roc.put("chance", CHANCE);
        List<Figure> charts = List.of(
                Charts.of("ROC, image scores", "false-positive rate", "true-positive rate", 1, roc),
                Charts.of("PRO, pixels", "false-positive rate", "mean overlap with a defect", 0.3, pro));
        sections.add(new ReportPage.Section("Texture: " + texture, table, charts, cards));
    }

    private static ImageEvaluation.Result evaluate(FittedDetector fitted, Tiles tiles) {
        ImageEvaluation evaluation = new ImageEvaluation();
        for (Image tile : tiles.normal()) {
            Mask none = Mask.of(tile.height(), tile.width(), new boolean[tile.height() * tile.width()]);
            evaluation.add(TestCase.GOOD, fitted.detect(tile), Optional.of(none));
        }
        for (DefectedImage tile : tiles.defective()) {
            evaluation.add(tile.defect(), fitted.detect(tile.image()), Optional.of(tile.mask()));
        }
        return evaluation.result();
    }

    /** Means over a few defective tiles; what is replaced comes from a normal calibration tile. */
    private List<Quality> quality(FittedDetector fitted, Tiles tiles) {
        Image reference = tiles.calibration().get(0);
        int step = Math.max(1, tiles.defective().size() / MEASURED);
        Map<String, List<Quality>> byMetric = new LinkedHashMap<>();
        for (int i = 0; i < tiles.defective().size(); i += step) {
            ExplanationQuality.withDefaults()
                    .withSeed(seed)
                    .measure(
                            fitted,
                            tiles.defective().get(i).image(),
                            image -> fitted.detect(image).map(),
                            reference)
                    .forEach(one -> byMetric.computeIfAbsent(one.metric(), key -> new ArrayList<>())
                            .add(one));
        }
        return byMetric.values().stream().map(Demo::mean).toList();
    }

    private static Quality mean(List<Quality> values) {
        double mean = values.stream()
                .mapToDouble(Quality::value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        return new Quality(values.get(0).metric(), mean, values.get(0).higherIsBetter());
    }

    private static ReportPage.Row row(String name, ImageEvaluation.Result result, List<Quality> quality) {
        List<String> cells = new ArrayList<>();
        cells.add(figure(result.image().auroc()));
        cells.add(figure(result.image().averagePrecision()));
        result.pixel().ifPresent(pixel -> cells.add(figure(pixel.pixels().auroc())));
        result.pixel().ifPresent(pixel -> cells.add(figure(pixel.aupro())));
        cells.add(figure(result.falseAlarms()));
        cells.add(figure(result.detected()));
        quality.forEach(one -> cells.add(figure(one.value())));
        return new ReportPage.Row(name, cells);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.3f", value);
    }

    private void addResult(Texture texture, String name, ImageEvaluation.Result result, List<Quality> quality) {
        ObjectNode json = FiguresJson.evaluation(result);
        json.put("texture", texture.name());
        json.put("detector", name);
        ObjectNode measured = json.putObject("explanation");
        quality.forEach(one -> measured.set(one.metric(), FiguresJson.number(one.value())));
        results.add(json);
        text.append(texture)
                .append(", ")
                .append(name)
                .append(": ")
                .append(FiguresText.table(result))
                .append(System.lineSeparator());
    }

    private List<ImageCard> cards(FittedDetector fitted, Tiles tiles) {
        List<ImageCard> cards = new ArrayList<>();
        cards.add(card("normal tile", tiles.normal().get(0), Optional.empty(), fitted));
        String previous = "";
        for (DefectedImage tile : tiles.defective()) {
            if (!tile.defect().equals(previous)) {
                cards.add(card("synthetic " + tile.defect(), tile.image(), Optional.of(tile.mask()), fitted));
                previous = tile.defect();
            }
        }
        return cards;
    }

    private ImageCard card(String title, Image image, Optional<Mask> mask, FittedDetector fitted) {
        Explainer verbal = Registry.load(Explainer.class).get("verbal");
        ExplainRequest request = ExplainRequest.of(verbal, Map.of(), seed);
        return ImageCard.of(
                fitted.provenance().detector() + ", " + title + ", " + image.id(),
                image,
                mask,
                fitted,
                List.of(verbal.explain(fitted, image, fitted.detect(image), request)));
    }

    /** The page. */
    public String html() {
        return new ReportPage("XVAD demo", introduction(), HEADER, sections).html();
    }

    private static String introduction() {
        return "The images are photographs of brick, grass and gravel (CC0). All defects are synthetic, drawn by a program:"
                + " these figures say that the machinery works, not how well it finds real defects.\n"
                + "Each image is cut into tiles of 64 x 64 pixels: overlapping ones of the left half to learn from; the right"
                + " half like a chessboard, half of the tiles to calibrate on, the others to test on. 16 calibration tiles"
                + " cannot promise less than one false alarm in 17.\n"
                + "Deletion (lower is better) and insertion (higher is better) are means over a few defective tiles, beside the"
                + " same for pixels in random order. Pixels of two images mixed at random look strange to a detector in"
                + " themselves: the random control may score above 1, which flatters its insertion.";
    }

    /** The figures. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("data", "photographed textures with synthetic defects");
        json.put("seed", seed);
        json.set("results", results);
        return json;
    }

    /** The figures as text. */
    public String text() {
        return text.toString();
    }
}
