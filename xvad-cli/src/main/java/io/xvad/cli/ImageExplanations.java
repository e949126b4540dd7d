package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.HighestTile;
import io.xvad.core.detect.SeesTiles;
import io.xvad.core.explain.ArrayStorage;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import io.xvad.core.progress.Cancellation;
import io.xvad.report.ImageCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains images one after the other; one that cannot be read or scored is reported and the rest go on. Not thread-safe. */
final class ImageExplanations {

    private final FittedDetector fitted;
    private final Explainer explainer;
    private final ExplainRequest request;
    private final ArrayStorage arrays;
    private final Output output;
    private final ArrayNode results = Output.mapper().createArrayNode();
    private final List<ImageCard> cards = new ArrayList<>();
    private boolean failed;

    ImageExplanations(
            FittedDetector fitted, Explainer explainer, ExplainRequest request, ArrayStorage arrays, Output output) {
        this.fitted = fitted;
        this.explainer = explainer;
        this.request = request;
        this.arrays = arrays;
        this.output = output;
    }

    /** Explains one image and writes the explanation to a directory. */
    void explain(Inputs images, int index, Path directory) {
        Cancellation.check();
        Explained explained;
        try {
            explained = explained(images.images().get(index));
        } catch (XvadDataException e) {
            failed = true;
            results.add(output.failed(images.images().id(index), e));
            return;
        }
        Path file = images.file(directory, index, "." + explainer.name() + ".json");
        explained.explanation().save(file, arrays);
        add(explained, images.title(index), file);
    }

    /**
     * An image, or the highest tile of a large one, and why it scored as it did.
     *
     * @param detector scored it
     */
    private record Explained(Image image, FittedDetector detector, Explanation explanation) {}

    private Explained explained(Sample sample) {
        if (sample instanceof LargeImage large
                && fitted.capability(SeesTiles.class).isPresent()) {
            HighestTile tile = highest(large);
            output.say(large.id() + ": explained in its highest tile, "
                    + tile.image().id());
            return explained(tile.image(), tile.detector());
        }
        return explained(sample.requireImage(), fitted);
    }

    private HighestTile highest(LargeImage image) {
        try {
            return HeapSpace.of(image.id(), () -> HighestTile.of(fitted, image));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private Explained explained(Image image, FittedDetector detector) {
        Explanation explanation =
                HeapSpace.of(image.id(), () -> explainer.explain(detector, image, detected(image, detector), request));
        return new Explained(image, detector, explanation);
    }

    private static Detection detected(Image image, FittedDetector detector) {
        try {
            return detector.detect(image);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(String.valueOf(e.getMessage()), e);
        }
    }

    private void add(Explained explained, String title, Path file) {
        Image image = explained.image();
        Explanation explanation = explained.explanation();
        String words =
                explanation.evidence(Statement.class).map(Statement::text).collect(Collectors.joining(" "));
        results.addObject()
                .put("sampleId", image.id())
                .put("explanation", file.toString())
                .put("statement", words);
        output.say(image.id() + System.lineSeparator() + "  " + words);
        cards.add(ImageCard.of(title, image, Optional.empty(), explained.detector(), List.of(explanation)));
    }

    /** One object for each image. */
    ArrayNode json() {
        return results;
    }

    /** One card for each explained image. */
    List<ImageCard> cards() {
        return cards;
    }

    /** Whether an image could not be read or scored. */
    boolean someFailed() {
        return failed;
    }
}
