package io.xvad.benchmarks.fuzz;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Polygon;
import io.xvad.core.Region;
import io.xvad.core.Verdict;
import io.xvad.core.detect.Detector;
import io.xvad.core.explain.ArrayStorage;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.AuditRecord;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.OpaqueEvidence;
import io.xvad.core.explain.Quality;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Saliency;
import io.xvad.core.explain.Statement;
import io.xvad.core.json.JsonObject;
import io.xvad.core.option.Options;
import io.xvad.core.registry.Registry;
import io.xvad.data.reason.AdmissibleReasons;
import io.xvad.evaluation.maps.LocoDefects;
import io.xvad.evaluation.maps.ScoresFile;
import io.xvad.evaluation.video.ReasonLabels;
import io.xvad.foundation.parts.RuleSet;
import io.xvad.foundation.text.ClipBpe;
import io.xvad.foundation.text.PromptEnsemble;
import io.xvad.foundation.text.WordPiece;
import io.xvad.language.logic.Specification;
import io.xvad.language.record.Recording;
import io.xvad.report.JsonLines;
import io.xvad.video.language.anomalyruler.RuleBook;
import io.xvad.video.language.vera.QuestionSet;
import io.xvad.video.read.SourceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Texts that people and programs write: JSON, options, rules, prompts, answers, scores, addresses. */
final class TextTargets {

    private static final String PARTS =
            """
            {"parts": [{"name": "clamp", "words": ["connector"]}, {"name": "cable", "words": ["cable", "wire"]}, {"name": "grid", "background": true}],
             "rules": [{"rule": "count", "part": "cable", "min": 1, "max": 1},
              {"rule": "area-ratio", "part": "clamp", "of": "image", "min": 0.2, "max": 0.3},
              {"rule": "colour-count", "part": "cable", "counted": "clamp", "colours": [{"colour": "yellow", "rgb": [230, 200, 40], "count": 2}]},
              {"rule": "symmetric", "part": "cable", "min": 0.8, "max": 1.2},
              {"rule": "connected", "parts": ["cable", "clamp"]}, {"rule": "forbidden", "part": "clamp"}]}
            """;
    private static final String PROMPTS =
            """
            {"version": "mine 1", "normal": ["{}", "flawless {}"], "anomalous": ["damaged {}"], "templates": ["a photo of a {}."]}
            """;
    private static final String SPECIFICATION =
            """
            predicate left/2 functional closed 0   # how many of a thing there are
            predicate color/2 functional
            same mandarin = orange
            left(orange, 2)
            color(juice, red) OR color(juice, yellow)
            NOT color(juice, green) OR left(kiwi, 1)
            """;
    private static final String RULES =
            "Normal human activities:\n1. Walking\n- Standing\nNormal objects:\n# remark\nTrees\nAnomalous human activities:\nRunning\n"
                    + "Keywords of anomalies:\nbicycle\n";
    private static final String RECORDING =
            """
            {"format":1,"key":"abc","question":{"model":"m","sample":0,"opening":"Is","images":["12ab"]},"answer":{"text":"{\\"a\\": 1}","finish":"STOP","inputTokens":3,"outputTokens":4,"model":"m","millis":12,"date":1700000000000}}
            """;

    private TextTargets() {}

    static List<Target> all() {
        return List.of(
                string("json", JsonObject::parse, "{\"a\": [1, 2.5, {\"b\": null}], \"c\": \"d\\u00e9\", \"e\": true}"),
                string("explanation", Explanation::fromJson, explanation().toJson()),
                Target.text(
                        "explanation-file", "e.json", Seeds.texts(explanation().toJson()), Explanation::load),
                string(
                        "options",
                        TextTargets::options,
                        "patchcore\ncoreset-ratio=0.5\nlayers=stride4,stride8",
                        "padim\nchannels=50\nshrinkage=oas\nengine=onnxruntime",
                        "attributes\nneighbours=2",
                        "autoencoder\npreset=quick\nloss=mse"),
                string("polygon", Polygon::parse, "0.1,0.1 0.9,0.1 0.5,0.9", "1,2 30,2 15,20@40x30"),
                string(
                        "address",
                        SourceAddress::parse,
                        "rtsp://user:secret@camera:554/live?x=1",
                        "webcam:0",
                        "/dev/video0"),
                string("parts", RuleSet::parse, PARTS),
                string("prompts", PromptEnsemble::parse, PROMPTS),
                string("specification", Specification::parse, SPECIFICATION),
                string("rule-book", RuleBook::parse, RULES),
                string("questions", QuestionSet::parse, "1. Is somebody running?\n2. Does anything burn?\n# remark\n"),
                Target.text(
                        "recording",
                        "r.jsonl",
                        Seeds.texts(RECORDING + RECORDING.replace("abc", "abd")),
                        Recording::open),
                Target.text(
                        "json-lines",
                        "d.jsonl",
                        Seeds.texts("{\"id\":\"a\",\"score\":1.5}\n{\"id\":\"b\"}\n"),
                        JsonLines::read),
                Target.text(
                        "scores",
                        "s.csv",
                        Seeds.texts("name,score\na.png,1.5\n\"b,c\",2e-3\n", "a;1\nb;2\n"),
                        ScoresFile::read),
                Target.text(
                        "reason-labels",
                        "r.json",
                        Seeds.texts("{\"01\": {\"60\": [[\"speed\", \"fast\"], [\"appearance\", \"bicycle\"]]}}"),
                        ReasonLabels::read),
                Target.text(
                        "admissible-reasons",
                        "a.txt",
                        Seeds.texts("# comment\nscratch = lighter | darker & thin | long\n* = added\n"),
                        AdmissibleReasons::read),
                Target.text(
                        "loco-defects",
                        "defects_config.json",
                        Seeds.texts(
                                "[{\"defect_name\": \"a\", \"pixel_value\": 255, \"saturation_threshold\": 0.5, \"relative_saturation\": true}]"),
                        file -> LocoDefects.read(file, file)),
                Target.binary(
                                "explanation-arrays",
                                "e.npz",
                                List.of(arrays()),
                                file -> Explanation.load(file.resolveSibling("e.json")))
                        .with(Envelope.zip())
                        .beside(folder -> explanation().save(folder.resolve("e.json"), ArrayStorage.NPZ)),
                Target.text("clip-bpe", "m.txt", Seeds.texts("#version: 0.2\ni n\nt h\na n\nth e</w>\n"), file -> {
                    ClipBpe.read(file);
                }),
                Target.text("word-piece", "v.txt", Seeds.texts("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b\n"), file -> {
                    WordPiece.read(file);
                }));
    }

    private static Target string(String name, Consumer<String> parsing, String... seeds) {
        return Target.text(name, "text.txt", Seeds.texts(seeds), file -> parsing.accept(text(file)));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** The first line names a detector, the others are its options. */
    private static void options(String text) {
        String[] lines = text.split("\n", -1);
        Detector detector = Registry.load(Detector.class).get(lines[0]);
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] pair = lines[i].split("=", 2);
            given.put(pair[0], pair[pair.length - 1]);
        }
        Options.parse(detector.options(), detector.presets(), given);
    }

    private static byte[] arrays() {
        try {
            Path file = Files.createTempDirectory("xvad-fuzz").resolve("e.json");
            explanation().save(file, ArrayStorage.NPZ);
            return Files.readAllBytes(file.resolveSibling("e.npz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Explanation explanation() {
        AnomalyMap map = AnomalyMap.of(1, 2, new float[] {0, 1});
        Image image = Image.of("i", 1, 1, 2, new float[] {0, 1});
        Region region = new Region(0, new Box(1, 0, 1, 1), 1, 0, 1, 0.7f, 0.5);
        Detection detection = new Detection(
                "s",
                3.5,
                new Verdict(Decision.ANOMALOUS, OptionalDouble.of(0.05), OptionalDouble.of(1.5)),
                List.of(map),
                List.of(region));
        return new Explanation(
                detection,
                List.of(
                        new Saliency(0, map, true),
                        new Counterfactual(image, map, 3.5, 0.25),
                        new AttributeDeviation("brightness", "", 0.9, 0.1, 0.2, 7),
                        new RuleTrace("a > b", List.of("a = 1", "b = 2"), true),
                        new Statement("It is brighter.", List.of(0, 3), "verbal"),
                        new OpaqueEvidence("smell", "{\"sweet\":true}")),
                List.of(new Quality("deletion-auc", 0.1, false)),
                new AuditRecord("toy", "abc", "all", Map.of("count", "3"), 7, "0.1", Duration.ofNanos(123)));
    }
}
