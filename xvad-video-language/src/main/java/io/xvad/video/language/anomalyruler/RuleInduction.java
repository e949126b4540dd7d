package io.xvad.video.language.anomalyruler;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.json.JsonObject;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Reply;
import io.xvad.video.language.anomalyruler.RuleBook.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Induces rules from descriptions of normal frames: a set from each batch, from all sets together those of what is normal that enough of them say and all of what is an anomaly, and from these the keywords. The
 * model says which sets a rule is in; the votes are counted here. Immutable.
 *
 * @param questions that are asked
 * @param share of the sets that must say so for a rule of what is normal to be kept, in [0, 1]
 */
record RuleInduction(Questions questions, double share) {

    private static final String KEYWORDS = "keywords";

    /**
     * A rule and the sets that say so.
     *
     * @param text in words
     * @param sets numbers of the sets, from 1
     */
    record Voted(String text, List<Integer> sets) {}

    /**
     * The rules.
     *
     * @param batches descriptions of normal frames, at least one batch
     * @throws XvadTrainingException if no batch gives rules that can be read, or no rule of what is normal has enough votes
     * @throws IllegalArgumentException if the answer that puts them together, or that names the keywords, cannot be read
     */
    RuleBook induce(List<List<String>> batches, ProgressListener progress) {
        List<RuleBook> sets = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            Map<String, String> slots = Map.of("descriptions", numbered(batches.get(i)));
            questions.ask(Questions.INDUCE, ruleForm(), slots, 1).stream()
                    .flatMap(reply -> reply.value().stream())
                    .filter(set -> !set.rules().isEmpty())
                    .forEach(sets::add);
            progress.progressed("rules", i + 1L, batches.size());
        }
        if (sets.isEmpty()) {
            throw new XvadTrainingException("none of the " + batches.size()
                    + " answers of the model about normal frames holds rules that can be read");
        }
        RuleBook rules = sets.size() == 1 ? sets.get(0) : merged(sets);
        return rules.withKeywords(keywords(rules));
    }

    private static String numbered(List<String> descriptions) {
        return IntStream.range(0, descriptions.size())
                .mapToObj(i -> i + 1 + ". " + descriptions.get(i))
                .collect(Collectors.joining("\n"));
    }

    private RuleBook merged(List<RuleBook> sets) {
        String listed = IntStream.range(0, sets.size())
                .mapToObj(i -> "Set " + (i + 1) + ":\n"
                        + sets.get(i).rules().stream()
                                .map(rule -> "- " + rule.part().heading() + ": " + rule.text())
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
        Map<String, String> slots = Map.of("sets", Integer.toString(sets.size()), "rules", listed);
        Map<Part, List<Voted>> voted = Reply.read(
                        "putting " + sets.size() + " sets of rules together",
                        questions.ask(Questions.MERGE, votedForm(sets.size()), slots, 1))
                .get(0);
        return elected(voted, sets.size(), share);
    }

    /**
     * The rules of what is normal that enough sets say, and all of what is an anomaly.
     *
     * @throws XvadTrainingException if none of what is normal has enough votes
     */
    static RuleBook elected(Map<Part, List<Voted>> voted, int sets, double share) {
        Map<Part, List<String>> rules = new EnumMap<>(Part.class);
        voted.forEach((part, all) -> rules.put(
                part,
                all.stream()
                        .filter(rule -> !part.isNormal()
                                || rule.sets().stream().distinct().count() >= share * sets)
                        .map(Voted::text)
                        .toList()));
        RuleBook book = RuleBook.of(rules, List.of());
        if (book.rules().stream().noneMatch(rule -> rule.part().isNormal())) {
            throw new XvadTrainingException(String.format(
                    Locale.ROOT,
                    "no rule of what is normal is in at least %.0f %% of the %d sets that were induced; lower -o votes, or give rules of your own (-o rules=@FILE)",
                    100 * share,
                    sets));
        }
        return book;
    }

    /** Words of anomalies that are in no rule of what is normal. */
    private List<String> keywords(RuleBook rules) {
        List<String> normal = rules.rules().stream()
                .filter(rule -> rule.part().isNormal())
                .map(RuleBook.Rule::text)
                .toList();
        List<String> named = Reply.read(
                        "naming the keywords of anomalies",
                        questions.ask(Questions.KEYWORDS, keywordForm(), Map.of("rules", rules.inWords(false)), 1))
                .get(0);
        return Keywords.without(named, normal);
    }

    private static String field(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static AnswerForm<RuleBook> ruleForm() {
        JsonSchemaElement text = JsonStringSchema.builder().build();
        return new AnswerForm<>("rules", lists(text), json -> {
            Map<Part, List<String>> rules = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                rules.put(part, json.strings(field(part)));
            }
            return RuleBook.of(rules, List.of());
        });
    }

    private static AnswerForm<Map<Part, List<Voted>>> votedForm(int sets) {
        List<String> numbers =
                IntStream.rangeClosed(1, sets).mapToObj(Integer::toString).toList();
        JsonSchemaElement rule = JsonObjectSchema.builder()
                .addStringProperty("rule")
                .addProperty(
                        "sets",
                        JsonArraySchema.builder()
                                .items(JsonEnumSchema.builder()
                                        .enumValues(numbers)
                                        .build())
                                .build())
                .required("rule", "sets")
                .additionalProperties(false)
                .build();
        return new AnswerForm<>("voted_rules", lists(rule), json -> {
            Map<Part, List<Voted>> voted = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                voted.put(
                        part,
                        json.objects(field(part)).stream()
                                .map(each -> voted(each, sets))
                                .toList());
            }
            return voted;
        });
    }

    private static Voted voted(JsonObject json, int sets) {
        List<Integer> numbers = new ArrayList<>();
        for (String set : json.strings("sets")) {
            int number = Integer.parseInt(set);
            if (number < 1 || number > sets) {
                throw new IllegalArgumentException("there is no set " + number + "; they are numbered 1 to " + sets);
            }
            numbers.add(number);
        }
        return new Voted(json.string("rule"), numbers);
    }

    private static JsonObjectSchema lists(JsonSchemaElement items) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        List<String> fields = new ArrayList<>();
        for (Part part : Part.values()) {
            fields.add(field(part));
            schema.addProperty(
                    field(part), JsonArraySchema.builder().items(items).build());
        }
        return schema.required(fields).additionalProperties(false).build();
    }

    private static AnswerForm<List<String>> keywordForm() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addProperty(
                        KEYWORDS,
                        JsonArraySchema.builder()
                                .items(JsonStringSchema.builder().build())
                                .build())
                .required(KEYWORDS)
                .additionalProperties(false)
                .build();
        return new AnswerForm<>(KEYWORDS, schema, json -> json.strings(KEYWORDS));
    }
}
