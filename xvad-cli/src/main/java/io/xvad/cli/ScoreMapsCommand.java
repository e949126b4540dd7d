package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.FiguresText;
import io.xvad.evaluation.ImageEstimates;
import io.xvad.evaluation.maps.LocoDefects;
import io.xvad.evaluation.maps.MapPairs;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad score-maps}. */
@Command(
        name = "score-maps",
        mixinStandardHelpOptions = true,
        description =
                "Measure anomaly maps made by any tool (npy, float TIFF, 16-bit PNG) against masks of the same relative"
                        + " names. A missing mask means that the image is normal.")
final class ScoreMapsCommand implements Callable<Integer> {

    private static final double LOCO_LIMIT = 0.05;

    @Option(
            names = "--maps",
            required = true,
            paramLabel = "DIR",
            description = "Directory of anomaly maps; of one in several formats npy is taken, then tiff.")
    private Path maps = Path.of("");

    @Option(
            names = "--masks",
            required = true,
            paramLabel = "DIR|FILE",
            description =
                    "Directory of masks NAME_mask.*, NAME.*, NAME_gt.* or NAME_label.*, in which index 0 of a palette, what is"
                            + " transparent and what is not above half of the highest value is background; or what a label"
                            + " tool wrote: a file of COCO or CVAT, a directory of files of LabelMe, Pascal VOC or YOLO.")
    private Path masks = Path.of("");

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "CSV of NAME,SCORE: image scores. Default: the maximum of each map.")
    private @Nullable Path scores;

    @Option(
            names = "--pro-limit",
            paramLabel = "FPR",
            description = "False-positive rate up to which AU-PRO is integrated. Default: 0.3.")
    private @Nullable Double proLimit;

    @Option(
            names = "--defects-config",
            paramLabel = "FILE",
            description =
                    "defects_config.json of MVTec LOCO: measures AU-sPRO instead, against one mask for each defect in"
                            + " MASKS/KIND/NAME/*.png. The limit is then 0.05 unless given.")
    private @Nullable Path defectsConfig;

    @Mixin
    private BootstrapOptions intervals = new BootstrapOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        if (defectsConfig != null) {
            return saturated(defectsConfig);
        }
        double limit = proLimit == null ? PixelMetrics.DEFAULT_PRO_LIMIT : proLimit;
        MapPairs pairs = MapPairs.of(maps, masks, scores);
        MapPairs.Measured measured = pairs.measure(PixelMetrics.withProLimit(limit), output.progress());
        DetectionFigures image = measured.image().result();
        PixelMetrics.Result pixel = measured.pixel().result();
        ObjectNode json = Output.mapper().createObjectNode();
        json.set("image", FiguresJson.detection(image));
        json.set("pixel", FiguresJson.pixel(pixel));
        json.put("proLimit", limit);
        measured.notes().forEach(json.putArray("notes")::add);
        measured.notes().forEach(output::warn);
        String table = FiguresText.table(image, pixel);
        Optional<Bootstrap> bootstrap = intervals.bootstrap();
        if (bootstrap.isPresent()) {
            ImageEstimates estimates = new ImageEstimates(
                    measured.image().estimate(bootstrap.get()),
                    Optional.of(measured.pixel().estimate(bootstrap.get())));
            estimates.addTo(json);
            table = estimates.table(bootstrap.get());
        }
        output.result(json, table);
        return 0;
    }

    private int saturated(Path config) {
        double limit = proLimit == null ? LOCO_LIMIT : proLimit;
        Map<String, Double> figures = LocoDefects.read(config, masks).auSpro(maps, limit, output.progress());
        ObjectNode json = Output.mapper().createObjectNode();
        StringBuilder text = new StringBuilder("AU-sPRO to a false-positive rate of " + limit + System.lineSeparator());
        figures.forEach((kind, value) -> {
            json.withObject("/auspro").set(kind, FiguresJson.number(value));
            text.append(String.format(Locale.ROOT, "  %-24s %s%n", kind, FiguresText.figure(value)));
        });
        json.put("proLimit", limit);
        if (figures.containsValue(Double.NaN)) {
            text.append("n/a: no map has a mask MASKS/KIND/NAME/*.png of such a defect")
                    .append(System.lineSeparator());
        }
        output.result(json, text.toString());
        return 0;
    }
}
