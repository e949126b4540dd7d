package io.xvad.report;

import io.xvad.core.detect.FittedDetector;
import io.xvad.evaluation.reason.JudgedReasons;
import io.xvad.evaluation.reason.Judgement;
import io.xvad.evaluation.reason.ReasonBench;
import io.xvad.evaluation.reason.ReasonFigure;
import io.xvad.evaluation.reason.ReasonTable;
import io.xvad.evaluation.reason.ReasonTableText;
import io.xvad.evaluation.reason.ReasonTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The page of a bench of reasons: for each detector its figures, and the images whose explanations are worst. */
public final class JudgedPage {

    private static final String EXPLAINED =
            "Shares, means and medians with intervals; shares have Wilson's, in which images made from one"
                    + " image count as one.\n"
                    + "First right: the first reason is admissible for the kind of defect, and its sign is right where the image without the"
                    + " defect is known. No reason: a flagged image is left without one that can be seen. Named if flagged: normal images of which a reason is"
                    + " named when they are explained as if they had been flagged; each is false.\n"
                    + "Normal again: the normal version, scored anew, counts as normal. Changed: pixels that plainly change by those of the true"
                    + " defect. Over nearest: by how much what was restored is nearer to the image without the defect than the detector's normal"
                    + " version of the whole image.\n"
                    + "Only what the detector flags is judged. Below each table stand the worst explanations, not typical ones; figures are over"
                    + " all images.";

    private JudgedPage() {}

    /**
     * The part of a page about one detector; the page's header is {@link #header()}.
     *
     * @param bench made the table; explains the worst images once more, for the page
     * @param worst most images to show
     */
    public static ReportPage.Section section(ReasonBench bench, FittedDetector fitted, ReasonTable table, int worst) {
        List<ReportPage.Row> rows = table.rows().stream()
                .map(row ->
                        new ReportPage.Row(ReasonTableText.name(row), ReasonTableText.cells(row, ReasonTableText.MAIN)))
                .toList();
        List<ImageCard> cards = table.worst(worst).stream()
                .map(judged -> card(bench, fitted, judged))
                .toList();
        return new ReportPage.Section(table.detector(), rows, List.of(), cards);
    }

    private static ImageCard card(ReasonBench bench, FittedDetector fitted, JudgedReasons judged) {
        ReasonTruth truth = judged.judged().truth().get();
        return ImageCard.of(
                judged.judged().kind() + ": " + shortened(judged.judged().id()),
                truth.image(),
                truth.mask(),
                fitted,
                List.of(Judgement.beside(bench.explanation(fitted, truth.image()), judged)));
    }

    /** Without the folders above the last one. */
    private static String shortened(String id) {
        return id.replaceFirst("^.*[/\\\\](?=[^/\\\\]*[/\\\\][^/\\\\]*$)", "");
    }

    /** Names of the columns. */
    public static List<String> header() {
        return ReasonTableText.MAIN.stream().map(ReasonFigure::label).toList();
    }

    /** A page of such parts. */
    public static ReportPage of(String dataset, List<ReasonTable> tables, List<ReportPage.Section> sections) {
        Stream<String> said = tables.stream()
                .flatMap(table -> Stream.concat(ReasonTableText.reliance(table).stream(), table.notes().stream())
                        .map(line -> table.detector() + ": " + line + "."));
        List<String> lines =
                new ArrayList<>(List.of("Data set " + dataset + ". Synthetic defects are made, not found.", EXPLAINED));
        said.forEach(lines::add);
        return new ReportPage("XVAD: reasons judged", String.join("\n", lines), header(), sections);
    }
}
