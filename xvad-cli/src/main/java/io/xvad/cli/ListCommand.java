package io.xvad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.Detector;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.Names;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Preset;
import io.xvad.core.registry.Provider;
import io.xvad.core.registry.Registry;
import io.xvad.data.dataset.DatasetFormat;
import io.xvad.data.synthetic.SyntheticDefect;
import io.xvad.explainers.quality.MeasuredExplainer;
import io.xvad.metrics.MetricInfo;
import io.xvad.metrics.Metrics;
import io.xvad.video.dataset.VideoFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code xvad list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "List what there is, a line each; with names, those with all their options. Jars on the class path are included.",
            "Example: xvad list detectors padim patchcore"
        })
final class ListCommand implements Callable<Integer> {

    /** The kinds of things to list. */
    enum What {
        detectors,
        explainers,
        metrics,
        datasets,
        engines,
        defects;

        /** A word for one of them. */
        String one() {
            return name().substring(0, name().length() - 1);
        }
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private What what = What.detectors;

    @Parameters(
            index = "1..*",
            paramLabel = "NAME",
            description = "Only these, with their presets, options and what they need.")
    private List<String> names = List.of();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        ArrayNode items = Output.mapper().createArrayNode();
        switch (what) {
            case detectors -> Registry.load(Detector.class).all().forEach(d -> detector(provider(items, d), d));
            case explainers -> explainers(items);
            case engines -> Registry.load(InferenceEngine.class).all().forEach(engine -> provider(items, engine));
            case metrics -> Metrics.all().forEach(metric -> metric(items, metric));
            case datasets -> {
                for (DatasetFormat format : DatasetFormat.values()) {
                    plain(items, format.formatName(), format.description());
                }
                for (VideoFormat format : VideoFormat.values()) {
                    plain(items, format.formatName(), "videos: " + format.description());
                }
            }
            case defects -> {
                for (SyntheticDefect defect : SyntheticDefect.values()) {
                    plain(items, defect.defectName(), "synthetic defect with an exact mask");
                }
            }
        }
        ArrayNode asked = asked(items);
        output.result(asked, names.isEmpty() ? ListText.brief(what.name(), asked) : ListText.full(asked));
        return 0;
    }

    private ArrayNode asked(ArrayNode items) {
        if (names.isEmpty()) {
            return items;
        }
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        items.forEach(item -> byName.put(item.get("name").asText(), item));
        ArrayNode asked = Output.mapper().createArrayNode();
        for (String name : names) {
            JsonNode item = byName.get(name);
            if (item == null) {
                throw new IllegalArgumentException(Names.unknown(what.one(), name, byName.keySet()));
            }
            asked.add(item);
        }
        return asked;
    }

    private static ObjectNode plain(ArrayNode items, String name, String description) {
        ObjectNode item = items.addObject();
        item.put("name", name);
        item.put("description", description);
        item.putArray("options");
        item.putArray("capabilities");
        return item;
    }

    private static ObjectNode provider(ArrayNode items, Provider provider) {
        ObjectNode item = plain(items, provider.name(), provider.description());
        ArrayNode options = item.withArray("options");
        for (OptionSpec<?> option : provider.options()) {
            options.addObject()
                    .put("name", option.name())
                    .put("type", option.type())
                    .put("default", option.defaultText())
                    .put("allowed", option.allowed())
                    .put("help", option.help());
        }
        item.put("available", provider.availability().isAvailable());
        provider.availability().missing().ifPresent(missing -> item.put("missing", missing));
        return item;
    }

    private static void detector(ObjectNode item, Detector detector) {
        item.put("purpose", words(detector.purpose()));
        PurposeNote.of(detector)
                .ifPresent(note -> item.put("purposeMark", note.mark()).put("purposeNote", note.meaning()));
        ArrayNode presets = item.putArray("presets");
        detector.presets().forEach(preset -> preset(presets.addObject(), preset));
        ArrayNode samples = item.putArray("samples");
        detector.sampleKinds().forEach(kind -> samples.add(words(kind)));
        detector.capabilities().forEach(type -> item.withArray("capabilities").add(type.getSimpleName()));
        ArrayNode supervision = item.putArray("supervision");
        detector.supervision().stream().sorted().forEach(one -> supervision.add(words(one)));
        item.put("fewestNormals", detector.fewestNormals());
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void preset(ObjectNode item, Preset preset) {
        item.put("name", preset.name()).put("description", preset.description());
        ObjectNode options = item.putObject("options");
        preset.options().forEach(options::put);
    }

    /** With a warning where it was measured to be of little use. */
    private static void explainers(ArrayNode items) {
        Map<String, MeasuredExplainer> measured = MeasuredExplainer.packaged();
        for (Explainer explainer : Registry.load(Explainer.class).all()) {
            ObjectNode item = provider(items, explainer);
            needs(item, explainer);
            Optional.ofNullable(measured.get(explainer.name()))
                    .flatMap(MeasuredExplainer::warning)
                    .ifPresent(warning -> item.put("warning", warning));
        }
    }

    private static void needs(ObjectNode item, Explainer explainer) {
        explainer.requiredCapabilities().forEach(type -> item.withArray("capabilities")
                .add(type.getSimpleName()));
    }

    private static void metric(ArrayNode items, MetricInfo metric) {
        plain(items, metric.name(), metric.description())
                .put("range", metric.range())
                .put("higherIsBetter", metric.higherIsBetter())
                .put("source", metric.source());
    }
}
