package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.Batches;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.data.map.MapFiles;
import io.xvad.report.MapScales;
import io.xvad.report.Overlay;
import io.xvad.report.video.VideoReport;
import io.xvad.video.dataset.Video;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xvad detect}. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        description =
                "Score images: write maps, overlays and detections.json. With a model of videos: scores, events, an"
                        + " annotated video for each, and a page. What cannot be read is reported and the rest go on.")
final class DetectCommand implements Callable<Integer> {

    private static final int BATCH = 8;
    private static final int OVERLAY_SIZE = 512;

    /** What a map is written as. */
    enum MapFormat {
        npy,
        tiff,
        png16
    }

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Images or videos, or directories of them.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of("");

    @Option(
            names = "--maps",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "Map formats: ${COMPLETION-CANDIDATES}. npy and tiff are exact; png16 is scaled to the detector's"
                            + " map scale, which detections.json gives. Default: npy,png16.")
    private Set<MapFormat> formats = Set.of(MapFormat.npy, MapFormat.png16);

    @Mixin
    private FrameRate rate = new FrameRate();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        try (FittedDetector fitted = Models.load(model)) {
            return fitted.capability(ScoresFrames.class).isPresent() ? videos(fitted) : images(fitted);
        }
    }

    private int videos(FittedDetector fitted) {
        VideoReport detection = new VideoReport(fitted, out);
        for (Video video : VideoInputs.of(inputs, rate.framesPerSecond())) {
            detection.watch(video, output::warn);
        }
        Output.writeText(detection.html(), out.resolve("video.html"));
        Output.write(detection.json(), out.resolve("detections.json"));
        output.result(detection.json(), detection.text() + "wrote " + out.resolve("video.html"));
        return detection.someFailed() ? Main.SOME_FAILED : 0;
    }

    private int images(FittedDetector fitted) {
        Inputs images = Inputs.of(inputs);
        ArrayNode results = Output.mapper().createArrayNode();
        StringBuilder text = new StringBuilder();
        Batches.detect(fitted, images.images(), BATCH, output.progress(), (index, outcome) -> {
            if (outcome instanceof Batches.Scored scored) {
                results.add(scored(fitted, images, index, scored, text));
            } else if (outcome instanceof Batches.Failed failed) {
                output.warn(String.valueOf(failed.cause().getMessage()));
                results.addObject()
                        .put("image", failed.sampleId())
                        .put("error", String.valueOf(failed.cause().getMessage()));
            }
        });
        Output.write(results, out.resolve("detections.json"));
        text.append("wrote ").append(out.resolve("detections.json"));
        output.result(results, text.toString());
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).has("error")) {
                return Main.SOME_FAILED;
            }
        }
        return 0;
    }

    private ObjectNode scored(
            FittedDetector fitted, Inputs images, int index, Batches.Scored scored, StringBuilder text) {
        Image image = (Image) scored.sample();
        Detection detection = scored.detection();
        MapScale scale = MapScales.of(fitted, detection.map());
        ObjectNode json = json(detection, scale);
        writeMaps(images, index, detection.map(), scale, json);
        Path overlay = images.file(out.resolve("overlays"), index, ".png");
        byte[] picture = Overlay.on(image, Overlay.zoomFor(image, OVERLAY_SIZE))
                .heat(detection.map(), scale)
                .boxes(detection.regions())
                .png();
        io.xvad.core.model.WholeFile.write(overlay, stream -> stream.write(picture));
        json.put("overlay", overlay.toString());
        text.append(String.format(
                Locale.ROOT,
                "%-10s score %10.4f  p %s  %s%n",
                detection.verdict().decision(),
                detection.score(),
                detection.verdict().pValue().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%.3f",
                                detection.verdict().pValue().getAsDouble())
                        : "-",
                detection.sampleId()));
        return json;
    }

    private static ObjectNode json(Detection detection, MapScale scale) {
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("image", detection.sampleId());
        json.put("score", detection.score());
        json.put("decision", detection.verdict().decision().name().toLowerCase(Locale.ROOT));
        detection.verdict().pValue().ifPresent(p -> json.put("pValue", p));
        detection.verdict().threshold().ifPresent(threshold -> json.set("threshold", Output.number(threshold)));
        ArrayNode regions = json.putArray("regions");
        for (Region region : detection.regions()) {
            regions.addObject()
                    .put("x", region.box().x())
                    .put("y", region.box().y())
                    .put("width", region.box().width())
                    .put("height", region.box().height())
                    .put("area", region.area())
                    .put("peak", region.peak())
                    .put("mean", region.mean());
        }
        json.putObject("mapScale")
                .put("low", scale.low())
                .put("threshold", scale.threshold())
                .put("high", scale.high());
        return json;
    }

    private void writeMaps(Inputs images, int index, AnomalyMap map, MapScale scale, ObjectNode json) {
        Path maps = out.resolve("maps");
        ObjectNode written = json.putObject("maps");
        for (MapFormat format : MapFormat.values()) {
            if (!formats.contains(format)) {
                continue;
            }
            Path file = images.file(maps, index, format == MapFormat.png16 ? ".png" : "." + format);
            switch (format) {
                case npy -> MapFiles.writeNpy(map, file);
                case tiff -> MapFiles.writeTiff(map, file);
                case png16 ->
                    MapFiles.writePng16(map, scale.low(), Math.max(scale.high(), Math.nextUp(scale.low())), file);
            }
            written.put(format.name(), file.toString());
        }
    }
}
