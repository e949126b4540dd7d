package io.xvad.benchmarks.fuzz;

import io.xvad.core.Image;
import io.xvad.data.image.ImageReader;
import java.util.List;

/** Images and masks of all formats. */
final class ImageTargets {

    private static final long MAX_PIXELS = 1_000_000;
    private static final ImageReader IMAGES =
            ImageReader.withDefaults().withMaxPixels(MAX_PIXELS).withWarnings(dark -> {});

    private ImageTargets() {}

    static List<Target> all() {
        List<byte[]> png = Seeds.resources("rgb.png", "grey.png", "palette.png", "alpha.png", "grey16.png");
        List<byte[]> tiff = Seeds.resources(
                "raw.tiff",
                "lzw.tiff",
                "adobe_deflate.tiff",
                "packbits.tiff",
                "jpeg.tiff",
                "float.tiff",
                "grey16.tiff",
                "group4.tiff",
                "big.tiff");
        return List.of(
                image("png", png).with(Envelope.png()),
                image("jpeg", Seeds.resources("rgb.jpg", "progressive.jpg", "cmyk.jpg")),
                image("bmp", Seeds.resources("rgb.bmp")),
                image("gif", Seeds.resources("palette.gif")),
                image("webp", Seeds.resources("lossy.webp", "lossless.webp")),
                image("tiff", tiff),
                Target.binary("mask-png", "mask.png", png, file -> IMAGES.readMask(file))
                        .with(Envelope.png()),
                Target.binary("mask-tiff", "mask.tiff", tiff, file -> IMAGES.readMask(file)));
    }

    private static Target image(String format, List<byte[]> seeds) {
        return Target.binary(format, "image." + format, seeds, file -> requireInRange(IMAGES.read(file)));
    }

    private static void requireInRange(Image image) {
        for (float value : image.toArray()) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalStateException("a sample of " + value);
            }
        }
    }
}
