package io.xvad.report.video;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.model.WholeFile;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.data.image.ImageWriter;
import io.xvad.report.Overlay;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.VideoEvent;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One image that says what an event is: the frame of its peak with the heat of its map and its box, and below it the reason in words. */
public final class EventSnapshot {

    private static final int WIDE = 480;
    private static final int LINE = 18;
    private static final int MARGIN = 8;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private EventSnapshot() {}

    /**
     * Draws it.
     *
     * @param peak the frame of the highest score, with its map if there is one
     * @param scale colours the map; without one there is no heat
     * @param caption stands above the words
     */
    public static BufferedImage of(VideoEvent event, ScoredFrame peak, Optional<MapScale> scale, String caption) {
        Image image = peak.frame().image();
        Box box = event.box();
        Region region = new Region(0, box, box.area(), box.y(), box.x(), (float) event.peakScore(), event.peakScore());
        Overlay overlay = Overlay.on(image, Overlay.zoomFor(image, WIDE));
        scale.ifPresent(colours -> peak.map().ifPresent(map -> overlay.heat(map, colours)));
        return withWords(overlay.boxes(List.of(region)).toBufferedImage(), caption, EventNarration.inWords(event));
    }

    /**
     * Draws it and writes it as a PNG file.
     *
     * @throws io.xvad.core.XvadDataException if the file cannot be written
     */
    public static void write(VideoEvent event, ScoredFrame peak, Optional<MapScale> scale, String caption, Path file) {
        byte[] png = ImageWriter.png(of(event, peak, scale, caption));
        WholeFile.write(file, out -> out.write(png));
    }

    private static BufferedImage withWords(BufferedImage frame, String caption, String words) {
        Graphics2D measuring = frame.createGraphics();
        List<String> lines = new ArrayList<>(List.of(caption));
        lines.addAll(wrapped(words, measuring.getFontMetrics(FONT), frame.getWidth() - 2 * MARGIN));
        measuring.dispose();
        int height = frame.getHeight() + lines.size() * LINE + MARGIN;
        BufferedImage whole = new BufferedImage(frame.getWidth(), height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = whole.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(FONT);
        graphics.drawImage(frame, 0, 0, null);
        graphics.setColor(Color.WHITE);
        for (int i = 0; i < lines.size(); i++) {
            graphics.drawString(lines.get(i), MARGIN, frame.getHeight() + (i + 1) * LINE);
        }
        graphics.dispose();
        return whole;
    }

    private static List<String> wrapped(String words, FontMetrics metrics, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && metrics.stringWidth(longer) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }
}
