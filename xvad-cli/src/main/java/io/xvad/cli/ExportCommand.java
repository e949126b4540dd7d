package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.LibraryVersion;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.WholeFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code xvad export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write a model as one ONNX graph, from pixels to score and map, to run without XVAD, and beside it a"
                        + " JSON file that says what goes in and comes out.")
final class ExportCommand implements Callable<Integer> {

    /** The format a model is exported to. */
    enum Format {
        onnx
    }

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}, the only one so far.")
    private Format format = Format.onnx;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write, for example m.onnx; the JSON file has the same name and ends in .json.")
    private Path out = Path.of("");

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        WholeFile.requireWritable(out);
        try (FittedDetector fitted = Models.load(model)) {
            WholeGraph graph = fitted.capability(WholeGraph.class)
                    .orElseThrow(() -> new IllegalArgumentException("the detector '"
                            + fitted.provenance().detector() + "' in " + model + " cannot be written as one graph"));
            byte[] bytes = graph.onnx();
            ObjectNode contract = contract(fitted, graph.size());
            WholeFile.write(out, stream -> stream.write(bytes));
            Output.write(contract, contractFile());
            output.result(
                    contract,
                    String.format(Locale.ROOT, "wrote %s (%,d bytes) and %s", out, bytes.length, contractFile()));
        }
        return 0;
    }

    private Path contractFile() {
        String name = String.valueOf(out.getFileName());
        int dot = name.lastIndexOf('.');
        return out.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".json");
    }

    private ObjectNode contract(FittedDetector fitted, int size) {
        Provenance provenance = fitted.provenance();
        ObjectNode contract = Output.mapper().createObjectNode();
        contract.put("format", format.name()).put("opset", 17);
        contract.put("detector", provenance.detector());
        contract.put("fingerprint", provenance.fingerprint());
        contract.put("fittedBy", provenance.libraryVersion()).put("exportedBy", LibraryVersion.current());
        ObjectNode input = contract.putObject("input");
        describe(input, WholeGraph.IMAGE, 1, 3, size, size);
        input.putArray("range").add(0).add(1);
        input.put("channels", "red, green, blue; a grey image three times");
        input.put("resize", "bilinear, antialiased: torchvision's antialias=True, in floats, clamped to [0, 1]");
        ObjectNode outputs = contract.putObject("outputs");
        describe(outputs.putObject("score"), WholeGraph.SCORE, 1);
        describe(outputs.putObject("map"), WholeGraph.MAP, 1, size, size);
        fitted.capability(Calibration.class).ifPresent(calibration -> contract.putObject("calibration")
                .put("rule", calibration.rule().name().toLowerCase(Locale.ROOT))
                .put("level", calibration.level())
                .set("threshold", Output.number(calibration.threshold())));
        fitted.capability(MapScale.class).ifPresent(scale -> contract.putObject("mapScale")
                .put("low", scale.low())
                .put("threshold", scale.threshold())
                .put("high", scale.high()));
        return contract;
    }

    private static void describe(ObjectNode value, String name, int... shape) {
        value.put("name", name).put("type", "float32");
        ArrayNode sizes = value.putArray("shape");
        for (int length : shape) {
            sizes.add(length);
        }
    }
}
