package io.xvad.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Pages of one self-contained HTML file, from {@code report.mustache}. */
public final class ReportPage {

    private ReportPage() {}

    /**
     * A part of the demo's page.
     *
     * @param title heading
     * @param table rows of figures
     * @param charts ROC and PRO curves
     * @param cards images
     */
    public record Section(String title, List<Row> table, List<ImageCard.Picture> charts, List<ImageCard> cards) {}

    /**
     * A row of a table.
     *
     * @param name what was measured
     * @param cells figures as text, in the order of the header
     */
    public record Row(String name, List<String> cells) {}

    /** A page of explained images. */
    public static String explanations(List<ImageCard> cards) {
        Section section = new Section("Explanations", List.of(), List.of(), cards);
        return page("XVAD: explanations", "", List.of(), List.of(section));
    }

    /** A page of figures and explained images; the introduction is plain text. */
    public static String page(String title, String introduction, List<String> header, List<Section> sections) {
        try (Reader template = new InputStreamReader(
                Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.mustache")),
                StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .compile(template)
                    .execute(Map.of(
                            "title",
                            title,
                            "introduction",
                            introduction,
                            "header",
                            header,
                            "colourBar",
                            Overlay.colourBar(),
                            "sections",
                            sections));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
