package io.xvad.language.gpt4v;

import io.xvad.core.Image;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.ReferenceImages;
import io.xvad.language.detector.SentSize;
import io.xvad.language.region.Division;
import io.xvad.language.region.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked about an image. Thread-safe.
 *
 * @param chat who is asked
 * @param prompt the words
 * @param options of the detector
 * @param references normal images that are shown, as they are sent
 */
record Questions(Chat chat, Prompt prompt, Options options, List<Image> references) {

    private static final double COMPACTNESS = 20;

    /**
     * Replies about an image.
     *
     * @param division the regions that were marked, if any
     * @param replies one for each sample
     */
    record Asked(Optional<Division> division, List<Reply<Verdict>> replies) {}

    Asked ask(Image image) {
        Image seen = SentSize.within(image, options.get(SentSize.OPTION));
        Optional<Division> division = division(seen);
        List<Image> images = new ArrayList<>(references);
        images.add(division.map(regions -> Marks.draw(seen, regions)).orElse(seen));
        int regions = division.map(Division::count).orElse(0);
        Ask<Verdict> ask = new Ask<>(prompt, Verdict.form(regions), ChatOptions.settings(options));
        int samples = options.get(ChatOptions.SAMPLES);
        Map<String, String> slots = slots(options, references.size(), regions);
        return new Asked(division, ask.answers(chat, slots, images, samples, ProgressListener.none()));
    }

    private Optional<Division> division(Image seen) {
        int regions = options.get(Gpt4v.REGIONS);
        int side = (int) Math.round(Math.sqrt(regions));
        int all = seen.height() * seen.width();
        return switch (options.get(Gpt4v.MARKS)) {
            case "grid" ->
                Optional.of(Division.grid(
                        seen.height(), seen.width(), Math.min(side, seen.height()), Math.min(side, seen.width())));
            case "superpixels" -> Optional.of(Division.superpixels(seen, regions, COMPACTNESS, 1, all));
            default -> Optional.empty();
        };
    }

    static Map<String, String> slots(Options options, int references, int regions) {
        return Map.of(
                "class-name",
                options.get(Gpt4v.CLASS_NAME),
                "expertise",
                options.get(Gpt4v.EXPERTISE).strip(),
                "references",
                references == 0 ? "" : Integer.toString(references),
                "regions",
                regions == 0 ? "" : Integer.toString(regions));
    }

    void write(ModelWriter model) {
        ReferenceImages.write(references, model);
        chat.write(model);
    }
}
