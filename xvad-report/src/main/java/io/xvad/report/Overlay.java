package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Region;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.WholeFile;
import io.xvad.data.image.ImageWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Draws what was found onto an image: the anomaly map in colours, the boxes of regions, the edge of a mask.
 *
 * <pre>{@code
 * Overlay.of(image, detection, model).write(Path.of("overlay.png"));
 * }</pre>
 *
 * Not thread-safe.
 */
public final class Overlay {

    /** The colour in which what is truly anomalous is outlined. */
    static final Color TRUTH = new Color(255, 140, 0);

    private static final double PHOTO_QUALITY = 0.85;
    private static final Color OUTLINE = new Color(0, 190, 255);
    private static final int OUTLINE_SHARE = 160;
    private static final int BOX_SHARE = 250;
    private static final int HATCH = 8;
    private static final int HATCHING = 0x808080;
    private static final int HALF = 0x7f7f7f;

    private final BufferedImage canvas;
    private final int zoom;

    private Overlay(BufferedImage canvas, int zoom) {
        this.canvas = canvas;
        this.zoom = zoom;
    }

    /**
     * The image in its own size with the heat of the map and the boxes of the regions; without a map, as of a detector that gives
     * none, only the boxes.
     *
     * @param fitted its scale colours the map
     */
    public static Overlay of(Image image, Detection detection, FittedDetector fitted) {
        return on(image, 1).detection(detection, MapScales.of(fitted, detection));
    }

    /**
     * The image in its own size with the heat of the map, if there is one, and the boxes of the regions.
     *
     * @param scale colours the map
     */
    public static Overlay of(Image image, Detection detection, MapScale scale) {
        return on(image, 1).detection(detection, Optional.of(scale));
    }

    /** Starts with an image, enlarged by a whole factor. */
    public static Overlay on(Image image, int zoom) {
        BufferedImage canvas =
                new BufferedImage(image.width() * zoom, image.height() * zoom, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(ImageWriter.buffered(image), 0, 0, canvas.getWidth(), canvas.getHeight(), null);
        graphics.dispose();
        return new Overlay(canvas, zoom);
    }

    /** The whole factor that makes the longer side of an image at least {@code size} pixels, at most 8. */
    public static int zoomFor(Image image, int size) {
        int longer = Math.max(image.height(), image.width());
        return Math.max(1, Math.min(8, (size + longer - 1) / longer));
    }

    /**
     * Lays the map of a detection over it and draws its boxes.
     *
     * @param scale colours the map; without one, or without a map, only boxes are drawn
     * @return this
     */
    public Overlay detection(Detection detection, Optional<MapScale> scale) {
        scale.ifPresent(present -> detection.maps().stream().findFirst().ifPresent(map -> heat(map, present)));
        return boxes(detection.regions());
    }

    /** Lays a map over it, coloured on the one scale of its detector. */
    public Overlay heat(AnomalyMap map, MapScale scale) {
        for (int y = 0; y < canvas.getHeight(); y++) {
            for (int x = 0; x < canvas.getWidth(); x++) {
                float position = scale.position(map.at(y / zoom, x / zoom));
                canvas.setRGB(x, y, mixed(canvas.getRGB(x, y), position));
            }
        }
        return this;
    }

    private static int mixed(int rgb, double position) {
        double opacity = HeatColours.opacity(position);
        int heat = HeatColours.at(position).getRGB();
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double channel = (rgb >> shift & 0xff) * (1 - opacity) + (heat >> shift & 0xff) * opacity;
            mixed |= (int) Math.round(channel) << shift;
        }
        return mixed;
    }

    /** Darkens and hatches what is ignored. */
    public Overlay ignored(Mask mask) {
        for (int y = 0; y < canvas.getHeight(); y++) {
            for (int x = 0; x < canvas.getWidth(); x++) {
                if (mask.at(y / zoom, x / zoom)) {
                    boolean line = (x + y) % HATCH == 0;
                    canvas.setRGB(x, y, line ? HATCHING : canvas.getRGB(x, y) >> 1 & HALF);
                }
            }
        }
        return this;
    }

    /** Draws the edge of a mask. */
    public Overlay outline(Mask mask) {
        return outline(mask, OUTLINE);
    }

    /** Draws the edge of a mask in a colour. */
    public Overlay outline(Mask mask, Color colour) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(lineWidth(OUTLINE_SHARE)));
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(y, x)) {
                    drawEdges(graphics, mask, y, x);
                }
            }
        }
        graphics.dispose();
        return this;
    }

    private int lineWidth(int share) {
        return Math.max(1, Math.max(canvas.getWidth(), canvas.getHeight()) / share);
    }

    private void drawEdges(Graphics2D graphics, Mask mask, int y, int x) {
        int top = y * zoom;
        int left = x * zoom;
        int bottom = top + zoom - 1;
        int right = left + zoom - 1;
        if (y == 0 || !mask.at(y - 1, x)) {
            graphics.drawLine(left, top, right, top);
        }
        if (y == mask.height() - 1 || !mask.at(y + 1, x)) {
            graphics.drawLine(left, bottom, right, bottom);
        }
        if (x == 0 || !mask.at(y, x - 1)) {
            graphics.drawLine(left, top, left, bottom);
        }
        if (x == mask.width() - 1 || !mask.at(y, x + 1)) {
            graphics.drawLine(right, top, right, bottom);
        }
    }

    /** Draws the boxes of regions. */
    public Overlay boxes(List<Region> regions) {
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(lineWidth(BOX_SHARE)));
        for (Region region : regions) {
            graphics.drawRect(
                    region.box().x() * zoom,
                    region.box().y() * zoom,
                    region.box().width() * zoom - 1,
                    region.box().height() * zoom - 1);
        }
        graphics.dispose();
        return this;
    }

    /** A copy whose longer side has at most {@code size} pixels, each the mean of those it stands for; a page needs no more. */
    public Overlay reduced(int size) {
        int longer = Math.max(canvas.getHeight(), canvas.getWidth());
        if (longer <= size) {
            return new Overlay(toBufferedImage(), zoom);
        }
        int width = Math.max(1, Math.round((float) canvas.getWidth() * size / longer));
        int height = Math.max(1, Math.round((float) canvas.getHeight() * size / longer));
        BufferedImage small = new BufferedImage(width, height, canvas.getType());
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(canvas.getScaledInstance(width, height, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return new Overlay(small, 1);
    }

    /** What was drawn so far; a copy. */
    public BufferedImage toBufferedImage() {
        BufferedImage copy = new BufferedImage(canvas.getWidth(), canvas.getHeight(), canvas.getType());
        canvas.copyData(copy.getRaster());
        return copy;
    }

    /**
     * Writes it as a PNG file.
     *
     * @throws io.xvad.core.XvadDataException if the file cannot be written
     */
    public void write(Path file) {
        byte[] png = png();
        WholeFile.write(file, out -> out.write(png));
    }

    /** The image as the bytes of a PNG file. */
    public byte[] png() {
        return ImageWriter.png(canvas);
    }

    /** The image as a {@code data:} address of PNG, for a page of one file. */
    public String dataUri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }

    /** The image as a {@code data:} address of JPEG, for photographs, of which PNG would be many times as large. */
    public String photoUri() {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(ImageWriter.jpeg(canvas, PHOTO_QUALITY));
    }

    /** The colour bar from the bottom to the top of the scale, left to right, as a {@code data:} address. */
    public static String colourBar() {
        BufferedImage bar = new BufferedImage(200, 12, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < bar.getWidth(); x++) {
            for (int y = 0; y < bar.getHeight(); y++) {
                bar.setRGB(x, y, mixed(0x808080, x / 199.0));
            }
        }
        return new Overlay(bar, 1).dataUri();
    }
}
