package io.xvad.language.gpt4vad;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.json.JsonObject;
import io.xvad.language.ask.AnswerForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model says of an image and of its regions.
 *
 * @param image its score of the image, from 0 (normal) to 1 (anomalous)
 * @param regions its scores of the regions that it names, by number; the greater where it names one twice
 */
record RegionScores(double image, Map<Integer, Double> regions) {

    private static final Pattern LINE_OF_IMAGE =
            Pattern.compile("image(?: score)?\\s*:\\s*(\\d+(?:\\.\\d+)?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE_OF_REGION =
            Pattern.compile("region\\s*(\\d{1,6})\\s*:\\s*(\\d+(?:\\.\\d+)?)", Pattern.CASE_INSENSITIVE);

    RegionScores {
        regions = Map.copyOf(regions);
    }

    /**
     * The form of an answer: JSON, or the line of the paper, {@code image score: 0.9; region 3: 0.8; others: 0}.
     *
     * @param count the number of regions
     */
    static AnswerForm<RegionScores> form(int count) {
        JsonObjectSchema region = JsonObjectSchema.builder()
                .addIntegerProperty("region", "its number")
                .addNumberProperty("score", "from 0 (normal) to 1 (anomalous)")
                .required("region", "score")
                .additionalProperties(false)
                .build();
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addNumberProperty("image", "score of the whole image, from 0 (normal) to 1 (anomalous)")
                .addProperty("regions", JsonArraySchema.builder().items(region).build())
                .required("image", "regions")
                .additionalProperties(false)
                .build();
        return new AnswerForm<>("region_scores", schema, json -> read(json, count), text -> line(text, count));
    }

    private static RegionScores read(JsonObject json, int count) {
        Map<Integer, Double> regions = new HashMap<>();
        for (JsonObject region : json.objects("regions")) {
            add(regions, region.integer("region"), AnswerForm.number(region, "score", 0, 1), count);
        }
        return new RegionScores(AnswerForm.number(json, "image", 0, 1), regions);
    }

    private static void add(Map<Integer, Double> regions, int number, double score, int count) {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("there is no region " + number + "; they are numbered 1 to " + count);
        }
        regions.merge(number, score, Math::max);
    }

    private static Optional<RegionScores> line(String text, int count) {
        Matcher image = LINE_OF_IMAGE.matcher(text);
        if (!image.find()) {
            return Optional.empty();
        }
        Map<Integer, Double> regions = new HashMap<>();
        LINE_OF_REGION
                .matcher(text)
                .results()
                .forEach(found -> add(regions, Integer.parseInt(found.group(1)), unit(found.group(2)), count));
        return Optional.of(new RegionScores(unit(image.group(1)), regions));
    }

    private static double unit(String number) {
        double value = Double.parseDouble(number);
        if (value > 1) {
            throw new IllegalArgumentException("a score must be a number from 0 to 1, got " + number);
        }
        return value;
    }

    /** The mean score of an image. */
    static double image(List<RegionScores> samples) {
        return samples.stream().mapToDouble(RegionScores::image).average().orElseThrow();
    }

    /** The mean scores of regions; 0 for a sample that does not name one. */
    static Map<Integer, Double> regions(List<RegionScores> samples) {
        Map<Integer, Double> means = new HashMap<>();
        for (RegionScores sample : samples) {
            sample.regions().forEach((number, score) -> means.merge(number, score / samples.size(), Double::sum));
        }
        return means;
    }
}
