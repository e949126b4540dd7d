package io.xvad.language.gpt4vad;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.preprocess.Resize;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.region.Division;
import io.xvad.language.region.Marks;
import java.util.List;
import java.util.Map;

/** Scores by what a model says of numbered regions. Thread-safe. */
final class FittedGpt4vAd implements FittedDetector {

    private static final double COMPACTNESS = 20;

    private final Chat chat;
    private final Prompt prompt;
    private final Options options;
    private final Provenance provenance;

    FittedGpt4vAd(Chat chat, Prompt prompt, Options options, Provenance provenance) {
        this.chat = chat;
        this.prompt = prompt;
        this.options = options;
        this.provenance = provenance;
    }

    static Map<String, String> slots(Options options, int regions) {
        return Map.of(
                "class-name",
                options.get(Gpt4vAd.CLASS_NAME),
                "regions",
                regions == 0 ? "" : Integer.toString(regions));
    }

    /**
     * Scores an image by the mean of what the samples say of it, and its regions likewise.
     *
     * @throws IllegalArgumentException naming the image, if no sample can be read
     */
    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        int size = options.get(Gpt4vAd.IMAGE_SIZE);
        Image seen = Resize.image(image, size, size);
        Division division = division(seen);
        Ask<RegionScores> ask = new Ask<>(prompt, RegionScores.form(division.count()), ChatOptions.settings(options));
        List<RegionScores> said = Reply.read(
                image,
                ask.answers(
                        chat,
                        slots(options, division.count()),
                        List.of(Marks.draw(seen, division)),
                        options.get(ChatOptions.SAMPLES),
                        ProgressListener.none()));
        AnomalyMap map = division.paint(RegionScores.regions(said), image.height(), image.width());
        return Detection.undecided(image.id(), RegionScores.image(said), List.of(map));
    }

    private Division division(Image seen) {
        int least = options.get(Gpt4vAd.LEAST_PIXELS);
        int most = options.get(Gpt4vAd.MOST_PIXELS);
        int cells = Math.min(options.get(Gpt4vAd.GRID), seen.height());
        return options.get(Gpt4vAd.DIVISION).equals("grid")
                ? Division.grid(seen.height(), seen.width(), cells, cells)
                : Division.superpixels(seen, options.get(Gpt4vAd.SUPERPIXELS), COMPACTNESS, least, most);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        chat.write(model);
    }

    @Override
    public void close() {}
}
