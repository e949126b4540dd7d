package io.xvad.data.label;

import io.xvad.core.Mask;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** A mask that is being painted: a pixel belongs to a shape if its centre does. */
final class MaskCanvas {

    static final int MAX_PIXELS = 100_000_000;

    private final BufferedImage image;

    /** Throws {@link IllegalArgumentException} if a side is below 1, or there are more than 100 million pixels. */
    MaskCanvas(int height, int width) {
        if (height < 1 || width < 1 || (long) height * width > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "an image needs 1 to " + MAX_PIXELS + " pixels, got " + height + " x " + width);
        }
        image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    void fill(Shape shape) {
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
            graphics.setColor(Color.WHITE);
            graphics.fill(shape);
        } finally {
            graphics.dispose();
        }
    }

    /** Marks a pixel; one outside is left out. */
    void mark(int y, int x) {
        if (y >= 0 && y < height() && x >= 0 && x < width()) {
            image.getRaster().setSample(x, y, 0, 255);
        }
    }

    Mask mask() {
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        boolean[] anomalous = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            anomalous[i] = pixels[i] != 0;
        }
        return Mask.of(height(), width(), anomalous);
    }
}
