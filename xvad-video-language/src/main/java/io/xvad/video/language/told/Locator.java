package io.xvad.video.language.told;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.language.detector.SentSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has a vision language model say in which ninths of a frame a reason is seen. Immutable and thread-safe. */
public final class Locator {

    private static final int SIDE = 3;
    private static final String FIELD = "places";
    private static final List<String> PLACES = places();

    private final ChatModel model;
    private final Ask<List<Integer>> ask;
    private final int longest;

    /**
     * A locator.
     *
     * @param longest side of frames as they are sent, in pixels
     */
    public Locator(ChatModel model, ChatSettings settings, int longest) {
        this.model = model;
        this.ask = new Ask<>(Prompt.resource(Locator.class, "locate.v1"), form(), settings);
        this.longest = longest;
    }

    private static List<String> places() {
        List<String> places = new ArrayList<>();
        for (String row : List.of("upper", "middle", "lower")) {
            for (String column : List.of("left", "centre", "right")) {
                places.add(row + " " + column);
            }
        }
        return List.copyOf(places);
    }

    private static AnswerForm<List<Integer>> form() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addProperty(
                        FIELD,
                        JsonArraySchema.builder()
                                .items(JsonEnumSchema.builder()
                                        .enumValues(PLACES)
                                        .build())
                                .build())
                .required(FIELD)
                .additionalProperties(false)
                .build();
        return new AnswerForm<>(FIELD, schema, json -> {
            List<Integer> cells = new ArrayList<>();
            for (String place : json.strings(FIELD)) {
                int cell = PLACES.indexOf(place.strip());
                if (cell < 0) {
                    throw new IllegalArgumentException("there is no place '" + place + "'; there are " + PLACES);
                }
                cells.add(cell);
            }
            return cells;
        });
    }

    /**
     * Where a reason is seen.
     *
     * @return empty if that is nowhere, everywhere, or in an answer that cannot be read
     */
    public Optional<Mask> locate(Image frame, String reason) {
        return ask.answers(
                        model,
                        Map.of("reason", reason),
                        List.of(SentSize.within(frame, longest)),
                        1,
                        ProgressListener.none())
                .get(0)
                .value()
                .map(cells -> mask(cells, frame))
                .filter(mask -> mask.any() && mask.count() < frame.height() * frame.width());
    }

    private static Mask mask(List<Integer> cells, Image frame) {
        int height = frame.height();
        int width = frame.width();
        boolean[] inside = new boolean[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inside[y * width + x] = cells.contains(SIDE * y / height * SIDE + SIDE * x / width);
            }
        }
        return Mask.of(height, width, inside);
    }

    /** All the words that the model is given. */
    public String words() {
        return ask.words();
    }
}
