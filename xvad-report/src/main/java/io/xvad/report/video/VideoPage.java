package io.xvad.report.video;

import io.xvad.report.PageTemplate;
import io.xvad.report.ReportPage.Row;
import java.util.List;

/**
 * A page that plays annotated videos beside their scores and events, from {@code video.mustache}. It needs the videos, which lie
 * beside it, and nothing else.
 *
 * @param title heading
 * @param introduction plain text
 * @param header of the table of figures
 * @param table rows of figures; may be empty
 * @param sections videos under headings
 */
public record VideoPage(
        String title, String introduction, List<String> header, List<Row> table, List<Section> sections) {

    /**
     * Videos under a heading.
     *
     * @param title the heading
     * @param cards the videos
     */
    public record Section(String title, List<VideoCard> cards) {}

    /** The page as HTML. */
    public String html() {
        return PageTemplate.filled(VideoPage.class, "video.mustache", this);
    }
}
