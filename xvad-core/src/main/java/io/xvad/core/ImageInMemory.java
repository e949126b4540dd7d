package io.xvad.core;

/** An image whose regions are cut out of memory. */
record ImageInMemory(Image image) implements LargeImage {

    @Override
    public String id() {
        return image.id();
    }

    @Override
    public int height() {
        return image.height();
    }

    @Override
    public int width() {
        return image.width();
    }

    @Override
    public Image read(Box box) {
        return image.crop(box);
    }

    @Override
    public Image overview(int factor) {
        int rows = ReducedMap.length(height(), factor);
        int columns = ReducedMap.length(width(), factor);
        float[] values = new float[image.channels() * rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.at(i / (rows * columns), i / columns % rows * factor, i % columns * factor);
        }
        return Image.of(id(), image.channels(), rows, columns, values);
    }

    @Override
    public Image requireImage() {
        return image;
    }
}
