package io.xvad.language.logicad;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.xvad.core.Image;
import io.xvad.core.json.JsonObject;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import io.xvad.language.logic.FactBase;
import io.xvad.language.logic.Predicate;
import io.xvad.language.logic.Specification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The two questions: what an image shows, and which facts a description states. Thread-safe.
 *
 * @param chat who is asked
 * @param options of the detector
 */
record FactQuestions(Chat chat, Options options) {

    private static final String DESCRIBE = "describe.v1";
    private static final Prompt FACTS = Prompt.resource(FactQuestions.class, "facts.v1");

    private static final AnswerForm<String> DESCRIPTION = new AnswerForm<>(
            "description",
            JsonObjectSchema.builder()
                    .addStringProperty("description", "what the image shows")
                    .required("description")
                    .additionalProperties(false)
                    .build(),
            FactQuestions::description);

    private static String description(JsonObject json) {
        String description = json.string("description").strip();
        if (description.isEmpty()) {
            throw new IllegalArgumentException("field 'description' is empty");
        }
        return description;
    }

    /** The form of the facts: each can be read with the predicates of a specification. */
    private static AnswerForm<FactBase> facts(Specification specification) {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addProperty(
                        "facts",
                        JsonArraySchema.builder()
                                .items(JsonStringSchema.builder().build())
                                .build())
                .required("facts")
                .additionalProperties(false)
                .build();
        return new AnswerForm<>("facts", schema, json -> FactBase.parse(json.strings("facts"), specification));
    }

    /**
     * What the samples say of an image; those of which the description or the facts cannot be read are left out.
     *
     * @param samples how many are wanted
     * @throws IllegalArgumentException naming the image, if none can be read
     */
    List<DescribedImage> ask(Image image, Specification specification, int samples) {
        List<Reply<String>> descriptions = describe()
                .answers(
                        chat,
                        slots(options),
                        List.of(SentSize.within(image, options.get(SentSize.OPTION))),
                        samples,
                        ProgressListener.none());
        Reply.read(image, descriptions);
        List<DescribedImage> described = new ArrayList<>();
        List<Reply<FactBase>> faults = new ArrayList<>();
        for (Reply<String> reply : descriptions) {
            if (reply.value().isPresent()) {
                Reply<FactBase> facts = facts(reply.value().get(), specification);
                facts.value()
                        .ifPresentOrElse(
                                known -> described.add(new DescribedImage(
                                        reply.sample(),
                                        reply.model(),
                                        reply.value().get(),
                                        known)),
                                () -> faults.add(facts));
            }
        }
        if (described.isEmpty()) {
            Reply.read(image, faults);
        }
        return described;
    }

    private Ask<String> describe() {
        return new Ask<>(prompt(options), DESCRIPTION, ChatOptions.settings(options));
    }

    private static Prompt prompt(Options options) {
        return ChatOptions.prompt(options, FactQuestions.class, DESCRIBE);
    }

    private static Map<String, String> slots(Options options) {
        return Map.of(
                "class-name", options.get(LogicAd.CLASS_NAME),
                "questions", options.get(LogicAd.QUESTIONS).strip());
    }

    private Reply<FactBase> facts(String description, Specification specification) {
        String predicates =
                specification.predicates().stream().map(FactQuestions::words).collect(Collectors.joining("\n"));
        Map<String, String> slots = Map.of(
                "predicates", predicates,
                "names", String.join(", ", specification.names()),
                "description", description);
        return ofDescription(specification, options)
                .answers(chat, slots, List.of(), 1, ProgressListener.none())
                .get(0);
    }

    private static Ask<FactBase> ofDescription(Specification specification, Options options) {
        return Ask.ofTexts(FACTS, facts(specification), ChatOptions.settings(options));
    }

    private static String words(Predicate predicate) {
        String arguments =
                predicate.arity() == 1 ? "thing" : "thing, " + "..., ".repeat(predicate.arity() - 2) + "value";
        return predicate.name() + "(" + arguments + ")"
                + (predicate.meaning().isEmpty() ? "" : ": " + predicate.meaning());
    }

    /** All the words that a model is given, for the provenance; refuses a prompt of the user's with a slot that there is not. */
    static String words(Options options) {
        Prompt prompt = prompt(options);
        prompt.fill(slots(options));
        return new Ask<>(prompt, DESCRIPTION, ChatOptions.settings(options)).words()
                + ofDescription(Specification.predicates(""), options).words();
    }
}
