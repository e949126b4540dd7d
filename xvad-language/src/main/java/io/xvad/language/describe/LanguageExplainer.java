package io.xvad.language.describe;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Regions;
import io.xvad.core.Sample;
import io.xvad.core.calibrate.MapCalibration;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.explain.Statement;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has a vision language model that the user names describe what any detector found, from what was measured: the decision, the flagged regions, what other explainers measured, and crops of the regions beside their restored
 * versions or the nearest normal patches. Without a flagged region or any other measurement, and of an image that is decided to be normal, nobody is asked.
 *
 * <p>Each sentence comes with what it rests on, the model, the prompt and how it stands after checks. It is contradicted if it says another direction or value than a fact that it cites, another number of flagged regions than there are,
 * or that what the detector flags is normal. It is unsupported if it cites no fact, writes a number that none of the cited facts holds, speaks of a property that none measured, or if the model finds it as true with the cited place as it would be normally. Words are compared in English; a
 * sentence in another language is checked by its claims, its numbers and the model only.
 *
 * <p>Asking costs a call for an image and, with {@link #CHECK}, up to three for each sentence with a place. The budget of the options is that of all explanations with these options by one instance of this class, which also remembers
 * their answers.
 */
public final class LanguageExplainer implements Explainer {

    /** What the images show. */
    public static final OptionSpec<String> CLASS_NAME = OptionSpec.text(
            "class-name",
            "",
            "a word or two",
            "What the images show, in the language of the prompt; empty to say nothing");

    /** What measures. */
    public static final OptionSpec<List<String>> EXPLAINERS = OptionSpec.words(
            "explainers",
            List.of("verbal", "named-regions"),
            "names of explainers, separated by commas",
            "Explainers whose measurements the model is told, with their default options; those that do not suit the detector are passed over");

    /** How many regions. */
    public static final OptionSpec<Integer> REGIONS =
            OptionSpec.integer("regions", 3, 1, 20, "Flagged regions that are told and shown, the highest peak first");

    /** How much is written. */
    public static final OptionSpec<Integer> SENTENCES =
            OptionSpec.integer("sentences", 4, 1, 20, "Sentences that the model may write");

    /** Whether the model is asked again. */
    public static final OptionSpec<Boolean> CHECK = OptionSpec.flag(
            "check",
            true,
            "Whether the model is asked if it finds a sentence as true with the cited place as it would be normally");

    /** By how much the answer must fall. */
    public static final OptionSpec<Double> MARGIN = OptionSpec.decimal(
            "margin",
            0.1,
            0.001,
            1,
            "By how much more than elsewhere that answer must fall for a sentence to count as supported");

    /** Whether sentences that fail are left out. */
    public static final OptionSpec<Boolean> DROP =
            OptionSpec.flag("drop-unsupported", false, "Whether unsupported and contradicted sentences are left out");

    private static final String PROMPT = "describe.v1";
    private static final String RULE = "what the model says is borne out by what was measured";
    private static final int SHOWN_OF_A_DIGEST = 12;

    private final Optional<ChatModel> own;
    private final Map<Map<String, String>, Chat> chats = new ConcurrentHashMap<>();

    /** Asks the model at the endpoint that the options name. */
    public LanguageExplainer() {
        own = Optional.empty();
    }

    /** Asks a program's own model, which retries nothing itself. */
    public LanguageExplainer(ChatModel own) {
        this.own = Optional.of(own);
    }

    @Override
    public String name() {
        return "language";
    }

    @Override
    public String description() {
        return "Has a language model that you name describe what was measured, each sentence checked against it";
    }

    @Override
    public boolean requiresOptions() {
        return own.isEmpty();
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ChatOptions.ofExplainer(
                List.of(CLASS_NAME, EXPLAINERS, REGIONS, SENTENCES, CHECK, MARGIN, DROP, SentSize.OPTION));
    }

    /**
     * For each sentence a statement, which names the model, the prompt and the checks, and a rule with the same; then the measurements that they rest on. A sentence that fails rests on none of these.
     *
     * @throws IllegalArgumentException naming the image, if the answer cannot be read
     * @throws io.xvad.core.XvadUnavailableException if no model is named, or it cannot be asked
     */
    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Options options = request.options();
        Image image = sample.requireImage();
        Chat chat = chats.computeIfAbsent(options.asText(), any -> Chat.of("explainer '" + name() + "'", options, own));
        if (detection.verdict().decision() == Decision.NORMAL) {
            return nothing("The image is decided to be normal; no model was asked to describe it.");
        }
        List<Region> regions = regions(detection, options.get(REGIONS));
        List<Evidence> measured = new MeasuringExplainers(options).evidence(fitted, image, detection, request);
        Facts facts = Facts.of(detection, regions, fitted.capability(MapCalibration.class), measured);
        if (facts.isEmpty()) {
            return nothing("Nothing was measured but the score; no model was asked to describe it.");
        }
        Pictures pictures = Pictures.of(fitted, image, regions, measured, options.get(SentSize.OPTION));
        Reply<List<Said>> reply = asked(chat, options, facts, pictures);
        List<Said> sentences = Reply.read(image, List.of(reply)).get(0);
        Optional<Seen> seen = options.get(CHECK)
                ? Optional.of(new Seen(chat, ChatOptions.settings(options), options.get(SentSize.OPTION)))
                : Optional.empty();
        List<Told> told = new ArrayList<>();
        for (Said said : sentences) {
            Cancellation.check();
            SentenceCheck check = SentenceCheck.of(said, facts, fitted, image, detection, seen, options.get(MARGIN));
            if (!check.fails() || !options.get(DROP)) {
                told.add(new Told(said, check, facts.cited(said.restsOn())));
            }
        }
        return evidence(told, measured, origin(reply, options));
    }

    private List<Evidence> nothing(String text) {
        return List.of(new Statement(text, List.of(), name()));
    }

    /** The regions of highest peak; the pixel of the peak of the map where there is none. */
    private static List<Region> regions(Detection detection, int count) {
        if (!detection.regions().isEmpty() || !detection.hasMaps()) {
            return detection.regions().stream().limit(count).toList();
        }
        float peak = detection.map().max();
        return Regions.above(detection.map(), 0, Math.nextDown(peak)).stream()
                .limit(1)
                .toList();
    }

    private static Reply<List<Said>> asked(Chat chat, Options options, Facts facts, Pictures pictures) {
        Map<String, String> slots = Map.of(
                "sentences", options.get(SENTENCES).toString(),
                "class-name", options.get(CLASS_NAME),
                "pictures", pictures.words(),
                "facts", facts.toJson());
        ChatSettings settings = ChatOptions.settings(options);
        Ask<List<Said>> ask = new Ask<>(prompt(options), Said.form(), settings);
        return ask.answers(chat, slots, pictures.images(), 1, ProgressListener.none())
                .get(0);
    }

    private static Prompt prompt(Options options) {
        return ChatOptions.prompt(options, LanguageExplainer.class, PROMPT);
    }

    private record Told(Said said, SentenceCheck check, List<Fact> cited) {}

    /** By which model and which words a description was made. */
    private record Origin(String model, String words) {}

    private static Origin origin(Reply<?> reply, Options options) {
        Prompt prompt = prompt(options);
        String model = reply.model().isEmpty() ? options.get(ChatOptions.MODEL) : reply.model();
        return new Origin(
                model.isEmpty() ? "the model" : model,
                "by " + (model.isEmpty() ? "the model" : model) + ", prompt '" + prompt.name() + "' of SHA-256 "
                        + prompt.sha256().substring(0, SHOWN_OF_A_DIGEST) + ", answer to the question "
                        + reply.key().substring(0, SHOWN_OF_A_DIGEST));
    }

    private List<Evidence> evidence(List<Told> told, List<Evidence> measured, Origin origin) {
        List<Evidence> evidence = new ArrayList<>();
        for (Told one : told) {
            List<Integer> restsOn = new ArrayList<>(List.of(evidence.size() + 1));
            if (!one.check().fails()) {
                one.cited().forEach(fact -> fact.evidence().ifPresent(at -> restsOn.add(2 * told.size() + at)));
            }
            List<String> facts = facts(one, origin);
            evidence.add(new Statement(words(one, origin, facts), restsOn, name()));
            evidence.add(new RuleTrace(RULE, facts, one.check().fails()));
        }
        evidence.addAll(measured);
        return evidence.isEmpty() ? nothing("No sentence of the model was borne out by what was measured.") : evidence;
    }

    private static List<String> facts(Told told, Origin origin) {
        List<String> facts = new ArrayList<>(List.of(origin.words()));
        facts.add("it cites " + (told.cited().isEmpty() ? "nothing" : cited(told.cited())));
        facts.addAll(told.check().findings());
        return facts;
    }

    /** The sentence with all that a reader of a page is to know of it. */
    private static String words(Told told, Origin origin, List<String> facts) {
        String support = told.check().support().name().toLowerCase(Locale.ROOT);
        return "The model " + origin.model() + " says: \"" + told.said().text() + "\" (" + support + ": "
                + String.join("; ", facts) + ")";
    }

    private static String cited(List<Fact> facts) {
        return String.join(
                ", ",
                facts.stream().map(fact -> fact.id() + " (" + fact.what() + ")").toList());
    }
}
