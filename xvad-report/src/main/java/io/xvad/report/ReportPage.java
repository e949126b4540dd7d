package io.xvad.report;

import io.xvad.core.model.WholeFile;
import io.xvad.evaluation.bench.BenchTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of figures and explained images: one HTML file that holds all its images and needs nothing beside it.
 *
 * <pre>{@code
 * ReportPage.of("Inspection", List.of(ImageCard.of(image, detection, model))).write(Path.of("report.html"));
 * }</pre>
 *
 * @param title heading
 * @param introduction plain text; may be empty
 * @param header names of the columns of all tables
 * @param sections parts of the page
 */
public record ReportPage(String title, String introduction, List<String> header, List<Section> sections) {

    public ReportPage {
        header = List.copyOf(header);
        sections = List.copyOf(sections);
    }

    /**
     * A part of a page.
     *
     * @param title heading
     * @param note plain text below it; may be empty
     * @param table rows of figures, in the order of the page's header; may be empty
     * @param charts such as ROC curves; may be empty
     * @param cards images; may be empty
     */
    public record Section(String title, String note, List<Row> table, List<Figure> charts, List<ImageCard> cards) {

        public Section {
            table = List.copyOf(table);
            charts = List.copyOf(charts);
            cards = List.copyOf(cards);
        }

        /** Without a note. */
        public Section(String title, List<Row> table, List<Figure> charts, List<ImageCard> cards) {
            this(title, "", table, charts, cards);
        }

        /** Explainers compared, and images of their maps; the page's header is {@link BenchTable#header()}. */
        public static Section of(BenchTable table, List<ImageCard> cards) {
            List<Row> rows = table.rows().stream()
                    .map(row -> new Row(row.explainer(), BenchTable.cells(row)))
                    .toList();
            return new Section(table.detector(), rows, List.of(), cards);
        }
    }

    /**
     * A row of a table.
     *
     * @param name what was measured
     * @param cells figures as text, in the order of the header
     */
    public record Row(String name, List<String> cells) {}

    /** A page of images. */
    public static ReportPage of(String title, List<ImageCard> cards) {
        Section section = new Section("Images", List.of(), List.of(), cards);
        return new ReportPage(title, "", List.of(), List.of(section));
    }

    /** How many images were flagged, and how many of them have no visible reason, in one sentence; empty if none was. */
    public String summary() {
        return view().flagged().words();
    }

    /** The page as HTML, from {@code report.mustache}. */
    public String html() {
        return PageTemplate.filled(ReportPage.class, "report.mustache", view());
    }

    private PageView view() {
        List<PageView.Part> parts = new ArrayList<>();
        for (Section section : sections) {
            List<NumberedCard> numbered = new ArrayList<>();
            for (ImageCard card : section.cards) {
                numbered.add(new NumberedCard("s" + (parts.size() + 1) + "-" + (numbered.size() + 1), card));
            }
            parts.add(new PageView.Part(section, numbered));
        }
        return new PageView(this, parts);
    }

    /**
     * Writes the page as an HTML file.
     *
     * @throws io.xvad.core.XvadDataException if the file cannot be written
     */
    public void write(Path file) {
        String html = html();
        WholeFile.write(file, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    }
}
