package io.xvad.data.image;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What an application does that is loaded by a class loader of its own: reads an image, writes it, and reads that. */
public final class ReadsImages implements UnaryOperator<Object> {

    @Override
    public Object apply(Object file) {
        float[] values = ImageReader.withDefaults().read((Path) file).toArray();
        ImageWriter.png(ImageReader.withDefaults().read((Path) file));
        new JpegRecompression(0.9).apply(ImageReader.withDefaults().read((Path) file));
        return values;
    }
}
