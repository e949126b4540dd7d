package io.xvad.video.language;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Image;
import io.xvad.language.chat.ChatProvider;
import io.xvad.language.chat.Endpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves {@code walks://host/}: a model that calls what is bright in the upper half of a frame a bicycle, and in the lower half a walker, and reasons about these words. */
public final class WalksProvider implements ChatProvider {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final String RULES = "{\"normal_activities\": [%s], \"normal_objects\": [%s],"
            + " \"anomalous_activities\": [%s], \"anomalous_objects\": [%s]}";

    /** Calls of all its models. */
    public static int calls() {
        return CALLS.get();
    }

    @Override
    public boolean serves(Endpoint endpoint) {
        return endpoint.url().getScheme().equals("walks");
    }

    @Override
    public ChatModel open(Endpoint endpoint) {
        return new Told(asked -> {
            CALLS.incrementAndGet();
            return answer(asked);
        });
    }

    /** The answer to any question of the methods. */
    public static String answer(Told.Asked asked) {
        String words = asked.words();
        if (words.contains("How many people can be seen")) {
            return "{\"description\": \"" + description(asked.images().get(0)) + "\"}";
        } else if (words.contains("Descriptions of normal frames")) {
            return String.format(RULES, "\"Walking\"", "\"A road\"", "\"Riding a bicycle\"", "\"A vehicle\"");
        } else if (words.contains("sets of rules")) {
            String both = "\"sets\": [1, 2]}";
            return String.format(
                    RULES,
                    "{\"rule\": \"Walking\", " + both,
                    "{\"rule\": \"A road\", " + both,
                    "{\"rule\": \"Riding a bicycle\", \"sets\": [1]}",
                    "{\"rule\": \"A vehicle\", " + both);
        } else if (words.contains("Describe what happens")) {
            return "{\"description\": \"" + description(asked.images().get(0)) + "\"}";
        } else if (words.contains("Summarise in a few sentences")) {
            boolean rides = words.contains("bicycle");
            return "{\"summary\": \"Somebody " + (rides ? "rides a bicycle" : "walks") + ".\"}";
        } else if (words.contains("how suspicious")) {
            return "{\"score\": " + (words.contains("bicycle") ? 0.9 : 0.1) + "}";
        } else if (words.contains("You classify stretches of video")) {
            boolean rides = asked.images().stream().anyMatch(WalksProvider::bright);
            return "{\"answers\": [\"" + (rides ? "Somebody rides" : "No") + "\", \"No\"], \"anomalous\": " + rides
                    + "}";
        } else if (words.contains("You improve the questions")) {
            return "{\"reasoning\": \"none\", \"questions\": [\"Does anybody ride?\"]}";
        } else if (words.contains("nine places")) {
            return "{\"places\": [\"" + (bright(asked.images().get(0)) ? "upper left\", \"middle left" : "lower left")
                    + "\"]}";
        } else if (words.contains("Name the words")) {
            return "{\"keywords\": [\"riding\", \"bicycle\", \"walking\"]}";
        }
        boolean bicycle =
                words.substring(words.indexOf("Description of the frame:")).contains("bicycle");
        return "{\"matching_rules\": [\"" + (bicycle ? "A1" : "N1") + "\"], \"reason\": \""
                + (bicycle ? "somebody rides" : "somebody walks") + "\", \"anomalous\": " + bicycle + "}";
    }

    private static String description(Image image) {
        return "The first person is " + (bright(image) ? "riding a bicycle" : "walking") + ". There is a road.";
    }

    /** Whether something in the upper half is bright. */
    public static boolean bright(Image image) {
        for (int y = 0; y < image.height() / 2; y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.at(0, y, x) > 0.65) {
                    return true;
                }
            }
        }
        return false;
    }
}
