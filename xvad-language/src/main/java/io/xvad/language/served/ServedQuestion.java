package io.xvad.language.served;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerFormat;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked about an image. Thread-safe.
 *
 * @param chat who is asked
 * @param prompt the words, with slots for the description and the expert's peaks
 * @param options of the detector
 * @param description said before the question; may be empty
 * @param sendsMap whether the expert's map is a second image
 * @param namesPlaces whether answers name ninths of the image
 */
record ServedQuestion(
        Chat chat, Prompt prompt, Options options, String description, boolean sendsMap, boolean namesPlaces) {

    /**
     * Replies about an image.
     *
     * @param found what the expert found, if there is one
     */
    List<Reply<WordAnswer>> ask(Image image, Optional<Expert> expert, Optional<Detection> found) {
        List<Image> images = new ArrayList<>(List.of(image));
        if (sendsMap) {
            images.add(expert.orElseThrow().picture(image, found.orElseThrow().map()));
        }
        int size = options.get(SentSize.OPTION);
        return asking().answers(
                        chat,
                        slots(found.map(Expert::peaks).orElse("")),
                        images.stream().map(one -> SentSize.within(one, size)).toList(),
                        options.get(ChatOptions.SAMPLES),
                        ProgressListener.none());
    }

    private Ask<WordAnswer> asking() {
        ChatSettings settings = ChatOptions.settings(options, AnswerFormat.TEXT);
        return Ask.inWords(prompt, WordAnswer.FORM, settings);
    }

    private Map<String, String> slots(String peaks) {
        return Map.of(
                "description", description, "class-name", options.get(ServedModelDetector.CLASS_NAME), "peaks", peaks);
    }

    /** All the words that a model is given; refuses a prompt of the user's with a slot that there is not. */
    String words() {
        prompt.fill(slots(""));
        return asking().words() + description;
    }
}
