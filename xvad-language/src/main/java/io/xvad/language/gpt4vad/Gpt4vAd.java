package io.xvad.language.gpt4vad;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Supervision;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.LanguageDetector;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts an image into numbered regions, asks a vision language model for a score of the image and of the regions that are anomalous, and paints them: Zhang et al. 2023 (arXiv
 * 2311.02612).
 *
 * <p>As in their code, an image becomes 768 x 768 pixels and is cut into 60 superpixels of a compactness of 20; regions of 600 pixels and fewer, and of 120,000 and more, have no number. Their code does not hold
 * what reads an answer and paints it: here it is read as JSON, or else in their form of a line, and a region that is not named has 0. The words are our own. Superpixels are numbered in reading order, and those of another
 * program differ. Regions of a segmentation network are not offered.
 */
public final class Gpt4vAd extends LanguageDetector {

    /** What the images show. */
    public static final OptionSpec<String> CLASS_NAME =
            OptionSpec.text("class-name", "object", "a word or two", "What the images show, for example screw");

    /** How images are cut. */
    public static final OptionSpec<String> DIVISION = OptionSpec.choice(
            "division", "superpixels", List.of("superpixels", "grid"), "How images are cut into regions");

    /** How many superpixels. */
    public static final OptionSpec<Integer> SUPERPIXELS =
            OptionSpec.integer("superpixels", 60, 2, 10_000, "Superpixels an image is cut into, about");

    /** How many cells. */
    public static final OptionSpec<Integer> GRID =
            OptionSpec.integer("grid", 16, 2, 100, "Cells along a side of the grid");

    /** How large an image is sent. */
    public static final OptionSpec<Integer> IMAGE_SIZE =
            OptionSpec.integer("image-size", 768, 16, 8_192, "Pixels of both sides of images as they are sent");

    /** The smallest region. */
    public static final OptionSpec<Integer> LEAST_PIXELS =
            OptionSpec.integer("least-pixels", 601, 1, 100_000_000, "Pixels of the smallest region that has a number");

    /** The largest region. */
    public static final OptionSpec<Integer> MOST_PIXELS = OptionSpec.integer(
            "most-pixels", 119_999, 1, 100_000_000, "Pixels of the largest region that has a number");

    private static final String PROMPT = "regions.v1";

    /** A detector that asks the model at the endpoint that its options name. */
    public Gpt4vAd() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public Gpt4vAd(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "gpt-4v-ad";
    }

    @Override
    public String description() {
        return "Asks a vision language model for scores of numbered regions and paints them (Zhang et al. 2023)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ChatOptions.after(
                List.of(CLASS_NAME, DIVISION, SUPERPIXELS, GRID, IMAGE_SIZE, LEAST_PIXELS, MOST_PIXELS));
    }

    /** It learns from nothing; normal images calibrate it. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        Prompt prompt = ChatOptions.prompt(options, Gpt4vAd.class, PROMPT);
        prompt.fill(FittedGpt4vAd.slots(options, 1));
        Ask<RegionScores> any = new Ask<>(prompt, RegionScores.form(1), ChatOptions.settings(options));
        return new FittedGpt4vAd(
                chat, prompt, options, request.provenance(this, data, List.of(external(options, any))));
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        return new FittedGpt4vAd(chat, ChatOptions.prompt(options, Gpt4vAd.class, PROMPT), options, model.provenance());
    }
}
