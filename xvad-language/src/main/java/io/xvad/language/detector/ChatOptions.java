package io.xvad.language.detector;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.language.ask.AnswerFormat;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.language.chat.Limits;
import io.xvad.language.record.RecordingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Options of every detector and explainer that asks a language model. */
public final class ChatOptions {

    private static final double MOST = 1e12;

    /** Where the model answers. */
    public static final OptionSpec<String> ENDPOINT = OptionSpec.text(
            "endpoint",
            "",
            "a URL",
            "Server of the model, such as http://127.0.0.1:11434/v1 (docs/language.md); images are sent there");

    /** Which model answers. */
    public static final OptionSpec<String> MODEL = OptionSpec.text(
            "model", "", "a name", "Model that is asked, by the server's name for it; one that sees images");

    /** Where the key is. */
    public static final OptionSpec<String> KEY_VARIABLE = OptionSpec.text(
            "key-variable",
            "XVAD_API_KEY",
            "a name",
            "Environment variable with the server's key, if it wants one; the key is never stored");

    /** Where the key is, instead. */
    public static final OptionSpec<String> KEY_FILE = OptionSpec.text(
            "key-file", "", "a file", "File with the server's key, instead of the environment variable");

    /** How long an answer may take. */
    public static final OptionSpec<Integer> TIMEOUT =
            OptionSpec.integer("timeout", 600, 1, 86_400, "Seconds that one answer may take; local models are slow");

    /** How often it is tried again. */
    public static final OptionSpec<Integer> RETRIES = OptionSpec.integer(
            "retries", 3, 0, 100, "Tries after the first where the server is busy, fails, or gives no answer in time");

    /** How many answers there are. */
    public static final OptionSpec<Integer> SAMPLES = OptionSpec.integer(
            "samples",
            1,
            1,
            100,
            "Answers to each question, of which the mean counts; more than one needs a temperature");

    /** How freely words are chosen. */
    public static final OptionSpec<Double> TEMPERATURE =
            OptionSpec.decimal("temperature", 0, 0, 2, "How freely the model chooses its words");

    /** How long an answer may be. */
    public static final OptionSpec<Integer> ANSWER_TOKENS =
            OptionSpec.integer("answer-tokens", 1_000, 1, 1_000_000, "Most tokens of an answer");

    /** How the server is told the form of an answer. */
    public static final OptionSpec<String> ANSWER_FORMAT = OptionSpec.choice(
            "answer-format",
            "schema",
            List.of("schema", "json", "text"),
            "How the server is told the form of an answer: a JSON schema, JSON, or only in words, for servers that refuse more");

    /** The model for questions without images, for detectors that have such. */
    public static final OptionSpec<String> TEXT_MODEL = OptionSpec.text(
            "text-model",
            "",
            "a name; empty for the same",
            "Model at the same server for the questions that show no image");

    /** Words of the user's own. */
    public static final OptionSpec<String> PROMPT = OptionSpec.content(
            "prompt", "", "a text, or @FILE; empty for the detector's own", "Words of the question, with its slots");

    /** The limit of calls. */
    public static final OptionSpec<Integer> MAX_CALLS = OptionSpec.integer(
            "max-calls", 0, 0, Integer.MAX_VALUE, "Most calls of the server by one run; 0 for no limit");

    /** The limit of tokens. */
    public static final OptionSpec<Integer> MAX_TOKENS = OptionSpec.integer(
            "max-tokens", 0, 0, Integer.MAX_VALUE, "Most tokens read and written in one run; 0 for no limit");

    /** The limit of waiting. */
    public static final OptionSpec<Double> MAX_SECONDS = OptionSpec.decimal(
            "max-seconds", 0, 0, MOST, "Most seconds of waiting for answers in one run; 0 for no limit");

    /** The limit of the cost. */
    public static final OptionSpec<Double> MAX_COST =
            OptionSpec.decimal("max-cost", 0, 0, MOST, "Most cost of one run, by the prices; 0 for no limit");

    /** The price of what is read. */
    public static final OptionSpec<Double> INPUT_PRICE =
            OptionSpec.decimal("input-price", 0, 0, MOST, "Price of a million tokens that the model reads");

    /** The price of what is written. */
    public static final OptionSpec<Double> OUTPUT_PRICE =
            OptionSpec.decimal("output-price", 0, 0, MOST, "Price of a million tokens that the model writes");

    /** The file of answers. */
    public static final OptionSpec<String> RECORDING =
            OptionSpec.text("recording", "", "a file", "File to which each answer is added as soon as it is there");

    /** What is done with the file of answers. */
    public static final OptionSpec<String> MODE = OptionSpec.choice(
            "mode",
            "record-missing",
            List.of("record-missing", "record", "replay"),
            "With a recording: ask only what it does not answer, ask everything again, or never ask");

    /** Whether answers are saved with the model. */
    public static final OptionSpec<Boolean> KEEP_ANSWERS = OptionSpec.flag(
            "keep-answers",
            true,
            "Whether a saved model holds the answers, so that it gives the same detections again");

    private ChatOptions() {}

    /** All of them, after those of a detector with one question. */
    public static List<OptionSpec<?>> after(List<OptionSpec<?>> own) {
        return after(own, List.of(PROMPT));
    }

    /**
     * All of them, after those of a detector.
     *
     * @param prompts the options for the words of its questions
     */
    public static List<OptionSpec<?>> after(List<OptionSpec<?>> own, List<OptionSpec<String>> prompts) {
        List<OptionSpec<?>> all = new ArrayList<>(own);
        all.addAll(List.of(
                ENDPOINT,
                MODEL,
                KEY_VARIABLE,
                KEY_FILE,
                TIMEOUT,
                RETRIES,
                SAMPLES,
                TEMPERATURE,
                ANSWER_TOKENS,
                ANSWER_FORMAT));
        all.addAll(prompts);
        all.addAll(List.of(
                MAX_CALLS,
                MAX_TOKENS,
                MAX_SECONDS,
                MAX_COST,
                INPUT_PRICE,
                OUTPUT_PRICE,
                RECORDING,
                MODE,
                KEEP_ANSWERS));
        return List.copyOf(all);
    }

    /** Those that mean something without a model file and with one answer to a question, after those of an explainer. */
    public static List<OptionSpec<?>> ofExplainer(List<OptionSpec<?>> own) {
        return after(own).stream()
                .filter(option -> option != SAMPLES && option != KEEP_ANSWERS)
                .toList();
    }

    /** What may be spent. */
    static Limits limits(Options options) {
        return new Limits(
                options.get(MAX_CALLS),
                options.get(MAX_TOKENS),
                options.get(MAX_SECONDS),
                options.get(MAX_COST),
                options.get(INPUT_PRICE),
                options.get(OUTPUT_PRICE));
    }

    /** What is done with a recording; live where none is named. */
    static RecordingMode mode(Options options) {
        return options.get(RECORDING).isEmpty()
                ? RecordingMode.LIVE
                : RecordingMode.valueOf(
                        options.get(MODE).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What a model is asked with. */
    public static ChatSettings settings(Options options) {
        return settings(options, AnswerFormat.valueOf(options.get(ANSWER_FORMAT).toUpperCase(Locale.ROOT)));
    }

    /** What a model is asked with that answers in one form only. */
    public static ChatSettings settings(Options options, AnswerFormat format) {
        return new ChatSettings(options.get(MODEL), options.get(TEMPERATURE), options.get(ANSWER_TOKENS), format);
    }

    /** What a model is asked with that is shown no image, of a detector with {@link #TEXT_MODEL}. */
    public static ChatSettings textSettings(Options options) {
        String model = options.get(TEXT_MODEL);
        return settings(model.isEmpty() ? options : options.with(MODEL, model));
    }

    /** The words of the user's own, or those that lie beside a class. */
    public static Prompt prompt(Options options, Class<?> owner, String resource) {
        return prompt(options, PROMPT, owner, resource);
    }

    /** The words of the user's own in an option, or those that lie beside a class. */
    public static Prompt prompt(Options options, OptionSpec<String> option, Class<?> owner, String resource) {
        String own = options.get(option);
        return own.isEmpty() ? Prompt.resource(owner, resource) : new Prompt("of the user", own);
    }
}
