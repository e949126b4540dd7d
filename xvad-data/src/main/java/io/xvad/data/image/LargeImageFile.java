package io.xvad.data.image;

import io.xvad.core.Box;
import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An image file of which regions are read. A region at the left border begins a row of tiles: all of the row is decoded and kept, because most
 * formats are decoded from their beginning, until the row at the image's lower right corner has been read. Thread-safe.
 */
final class LargeImageFile implements LargeImage {

    private final Path file;
    private final ImageReader reader;
    private final Orientation orientation;
    private final int storedHeight;
    private final int storedWidth;
    private volatile @Nullable Kept kept;

    /**
     * Pixels that were decoded.
     *
     * @param stored where they lie in the file
     */
    private record Kept(Box stored, Decoded pixels) {}

    LargeImageFile(Path file, ImageReader reader, Orientation orientation, int storedHeight, int storedWidth) {
        this.file = file;
        this.reader = reader;
        this.orientation = orientation;
        this.storedHeight = storedHeight;
        this.storedWidth = storedWidth;
    }

    @Override
    public String id() {
        return file.toString();
    }

    @Override
    public int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }

    @Override
    public int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    @Override
    public Image read(Box box) {
        box.requireInside(height(), width());
        Box stored = orientation.stored(box, storedHeight, storedWidth);
        Kept pixels = around(box, stored);
        Box within = new Box(
                stored.x() - pixels.stored().x(), stored.y() - pixels.stored().y(), stored.width(), stored.height());
        return orientation.upright(reader.image(id(), pixels.pixels().crop(within)));
    }

    private Kept around(Box box, Box stored) {
        Kept known = kept;
        boolean last = box.y() + box.height() == height() && box.x() + box.width() == width();
        if (known == null || stored.common(known.stored()) < stored.area()) {
            Box row = new Box(0, box.y(), width(), box.height());
            Box wanted = box.x() == 0 ? orientation.stored(row, storedHeight, storedWidth) : stored;
            known = new Kept(wanted, HeapSpace.of(id(), () -> reader.decode(file, wanted)));
            kept = box.x() == 0 ? known : kept;
        }
        if (last) {
            kept = null;
        }
        return known;
    }

    @Override
    public Image overview(int factor) {
        return orientation.upright(reader.overview(file, factor));
    }

    @Override
    public Image requireImage() {
        return reader.read(file);
    }

    @Override
    public String toString() {
        return "LargeImage[" + file + ", " + height() + "x" + width() + "]";
    }
}
