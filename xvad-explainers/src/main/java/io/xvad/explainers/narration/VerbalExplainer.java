package io.xvad.explainers.narration;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says in words what was decided, and in which ways the image differs from a normal version of itself, the most surprising first: what it
 * looks like, how large, where, and by how much more than normal images do. Then what would have to change for the image to be normal,
 * the nearest normal patch, and the features that the detector finds most unusual, each if the detector can tell. If nothing differs that
 * can be seen, it says so. Each sentence rests on measurements that come with it, or on the detection. Without an anomaly map, nothing is
 * said of where and how an image differs; of an image that is decided to be normal, only where the map is highest.
 */
public final class VerbalExplainer implements Explainer {

    private static final Map<String, Locale> LANGUAGES = Map.of("en", Locale.ROOT, "de", Locale.GERMAN);

    public static final OptionSpec<Integer> REASONS =
            OptionSpec.integer("reasons", 3, 1, 20, "Reasons to name, the most surprising first");
    public static final OptionSpec<Double> RATE = OptionSpec.decimal(
            "false-reasons", 0.05, 0.001, 0.5, "Share of normal images of which a reason may be named");
    public static final OptionSpec<String> LANGUAGE =
            OptionSpec.choice("language", "en", List.of("en", "de"), "Language of the words");

    @Override
    public String name() {
        return "verbal";
    }

    @Override
    public String description() {
        return "Says in words what differs from normal, where, by how much, and what would make it normal, from measurements only";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(REASONS, RATE, LANGUAGE);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        Words words = new Words(LANGUAGES.getOrDefault(request.options().get(LANGUAGE), Locale.ROOT));
        Narration narration = new Narration();
        Sentences sentences = new Sentences(words);
        narration.say(sentences.decision(detection, fitted.capability(Calibration.class)), List.of());
        new Telling(fitted, image, detection, words, narration).tell(request.options());
        return narration.evidence(name());
    }
}
