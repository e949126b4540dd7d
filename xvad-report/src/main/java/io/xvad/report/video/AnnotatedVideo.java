package io.xvad.report.video;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.data.image.ImageWriter;
import io.xvad.evaluation.video.FrameBoxes;
import io.xvad.report.Overlay;
import io.xvad.video.write.VideoWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a video with what was found in it drawn in: boxes, what is unusual in them, and the score of each frame beside its limit. It
 * takes frames as {@link io.xvad.evaluation.video.WatchedVideo} passes them on, at their own times after the first. The file appears
 * with {@link #finish}. What goes wrong in drawing or writing does not stop who watches: it is kept, nothing more is drawn, and
 * {@link #finish} throws it. Not thread-safe.
 */
public final class AnnotatedVideo implements Consumer<ScoredFrame>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnnotatedVideo.class);
    private static final int WIDE = 480;
    private static final int STRIP = 26;
    private static final Color ALARM = new Color(255, 70, 60);
    private static final Color CALM = new Color(150, 220, 150);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    private final Path file;
    private final double framesPerSecond;
    private final FrameBoxes boxes;
    private final double limit;
    private final String caption;
    private Optional<VideoWriter> writer = Optional.empty();
    private Optional<XvadDataException> failure = Optional.empty();
    private double begins;

    /**
     * A video that is yet to be written.
     *
     * @param limit score above which a frame and a box are marked; infinite for none
     * @param caption stands in every frame
     */
    public AnnotatedVideo(Path file, double framesPerSecond, FrameBoxes boxes, double limit, String caption) {
        this.file = file;
        this.framesPerSecond = framesPerSecond;
        this.boxes = boxes;
        this.limit = limit;
        this.caption = caption;
    }

    @Override
    public void accept(ScoredFrame scored) {
        if (failure.isPresent()) {
            return;
        }
        try {
            write(scored);
        } catch (XvadDataException e) {
            failure = Optional.of(e);
        } catch (IllegalArgumentException e) {
            failure = Optional.of(new XvadDataException(file + ": cannot be drawn: " + e.getMessage(), e));
        } catch (RuntimeException | LinkageError | InternalError e) {
            failure = Optional.of(new XvadDataException(file + ": cannot be drawn: " + e, e));
        }
    }

    private void write(ScoredFrame scored) {
        BufferedImage canvas = drawn(scored);
        if (writer.isEmpty()) {
            begins = scored.frame().seconds();
            writer = Optional.of(VideoWriter.open(file, canvas.getHeight(), canvas.getWidth(), framesPerSecond));
        }
        writer.get().add(canvas, scored.frame().seconds() - begins);
    }

    private BufferedImage drawn(ScoredFrame scored) {
        Image image = scored.frame().image();
        int zoom = Overlay.zoomFor(image, WIDE);
        int width = image.width() * zoom;
        int height = image.height() * zoom;
        BufferedImage canvas = new BufferedImage(width, height + STRIP, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(FONT);
        graphics.drawImage(ImageWriter.buffered(image), 0, STRIP, width, height, null);
        boxes.in(scored).stream().filter(box -> box.score() > limit).forEach(box -> mark(graphics, box, zoom));
        strip(graphics, scored, width);
        graphics.dispose();
        return canvas;
    }

    private static void mark(Graphics2D graphics, FrameBoxes.Scored scored, int zoom) {
        Box box = scored.box();
        int x = box.x() * zoom;
        int y = box.y() * zoom + STRIP;
        graphics.setColor(ALARM);
        graphics.setStroke(new BasicStroke(3));
        graphics.drawRect(x, y, box.width() * zoom - 1, box.height() * zoom - 1);
        String label = String.format(Locale.ROOT, "%s %.1f", scored.label(), scored.score())
                .strip();
        int wide = graphics.getFontMetrics().stringWidth(label) + 8;
        int top = Math.max(STRIP, y - 18);
        graphics.fillRect(x, top, wide, 18);
        graphics.setColor(Color.WHITE);
        graphics.drawString(label, x + 4, top + 14);
    }

    private void strip(Graphics2D graphics, ScoredFrame scored, int width) {
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, width, STRIP);
        graphics.setColor(scored.score() > limit ? ALARM : CALM);
        String score = Double.isFinite(limit)
                ? String.format(Locale.ROOT, "score %.2f / limit %.2f", scored.score(), limit)
                : String.format(Locale.ROOT, "score %.3g", scored.score());
        graphics.drawString(score, 8, 18);
        graphics.setColor(Color.WHITE);
        String right =
                String.format(Locale.ROOT, "%s  %.1f s", caption, scored.frame().seconds());
        graphics.drawString(right, width - graphics.getFontMetrics().stringWidth(right) - 8, 18);
    }

    /**
     * Completes the video; only then does the file appear.
     *
     * @throws XvadDataException naming the file, if it cannot be written, or a frame could not be drawn
     */
    public void finish() {
        if (failure.isPresent()) {
            throw failure.get();
        }
        writer.ifPresent(VideoWriter::finish);
    }

    /** Gives back what writing has taken; what cannot be given back is logged. */
    @Override
    public void close() {
        try {
            writer.ifPresent(VideoWriter::close);
        } catch (XvadDataException e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
