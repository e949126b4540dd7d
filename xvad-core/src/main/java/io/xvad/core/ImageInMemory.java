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
    public Image requireImage() {
        return image;
    }
}
