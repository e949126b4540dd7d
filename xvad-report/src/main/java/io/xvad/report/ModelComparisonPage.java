package io.xvad.report;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.Provenance;
import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.versions.ComparedImage;
import io.xvad.evaluation.versions.ModelComparison;
import io.xvad.evaluation.versions.ModelComparisonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Two models compared as a page: figures side by side, and each image that they decide otherwise, with both maps. */
public final class ModelComparisonPage {

    private static final String EXPLAINED =
            "Intervals of 95 %. B less A: of figures with the interval over the same draws of images; of decisions how many images B calls"
                    + " anomalous that A does not, and the other way, with the exact test of McNemar. Scores of two models are not on one scale:"
                    + " compare decisions and p-values.";

    private final FittedDetector first;
    private final FittedDetector second;

    /**
     * A page on two models, which draw the images that are shown once more.
     *
     * @param first called A
     * @param second called B
     */
    public ModelComparisonPage(FittedDetector first, FittedDetector second) {
        this.first = first;
        this.second = second;
    }

    /**
     * The figures, and the cards.
     *
     * @param introduction plain text: which models, which images
     * @param cards of changed images, see {@link #card}
     */
    public ReportPage page(ModelComparison comparison, String introduction, List<ImageCard> cards) {
        List<ReportPage.Row> rows = ModelComparisonText.rows(comparison).stream()
                .map(row -> new ReportPage.Row(row.name(), row.cells()))
                .toList();
        int changed = comparison.changed().size();
        String note = changed == 0
                ? "There is none."
                : cards.size() < changed ? "The first " + cards.size() + " of " + changed + "." : "";
        return new ReportPage(
                "XVAD: models compared",
                introduction + "\nA: " + described(first) + "\nB: " + described(second) + "\n"
                        + ModelComparisonText.summary(comparison) + ".\n" + EXPLAINED
                        + comparison.failures().stream()
                                .map(failure -> "\nNot compared: " + failure + ".")
                                .collect(Collectors.joining()),
                ModelComparisonText.header(),
                List.of(
                        new ReportPage.Section("Figures", rows, List.of(), List.of()),
                        new ReportPage.Section("Images decided otherwise", note, List.of(), List.of(), cards)));
    }

    private static String described(FittedDetector fitted) {
        Provenance provenance = fitted.provenance();
        return provenance.detector() + ", fingerprint "
                + provenance.fingerprint().substring(0, 12);
    }

    /**
     * The card of an image: what both decided, the image, and what each found.
     *
     * @param title heading
     * @param mask where it is truly anomalous, if that is known
     */
    public ImageCard card(String title, ComparedImage compared, Image image, Optional<Mask> mask) {
        Detection one = first.detect(image);
        Detection other = second.detect(image);
        CardFigures drawn = new CardFigures(image, mask.filter(Mask::any));
        List<Figure> figures = new ArrayList<>();
        figures.add(drawn.found(one, first).get(0));
        figures.add(named("A", drawn.found(one, first).get(1)));
        figures.add(named("B", drawn.found(other, second).get(1)));
        figures.addAll(drawn.shown(List.of()));
        String truth = compared.defect()
                .map(defect -> defect.equals(TestCase.GOOD) ? " (normal)" : " (" + defect + ")")
                .orElse("");
        return new ImageCard(
                title + truth,
                List.of(named("A", Badge.of(one)), named("B", Badge.of(other))),
                figures,
                Account.none(),
                List.of());
    }

    private static Figure named(String model, Figure figure) {
        return new Figure(figure.uri(), model + ": " + figure.caption(), figure.width());
    }

    private static Badge named(String model, Badge badge) {
        return new Badge(model + ": " + badge.text(), badge.kind(), badge.remark());
    }
}
