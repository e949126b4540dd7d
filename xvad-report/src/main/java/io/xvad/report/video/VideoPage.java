package io.xvad.report.video;

import com.samskivert.mustache.Mustache;
import io.xvad.report.ReportPage.Row;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

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
        try (Reader template = new InputStreamReader(
                Objects.requireNonNull(VideoPage.class.getResourceAsStream("video.mustache")),
                StandardCharsets.UTF_8)) {
            return Mustache.compiler().compile(template).execute(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
