package io.xvad.core;

/** A large image with a cover on it, which is laid on each region as it is read. */
record CoveredLargeImage(LargeImage image, Cover cover) implements LargeImage {

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
        return cover.over(image.read(box), cover.regions().mask(height(), width(), box));
    }

    @Override
    public boolean sees(Box box) {
        return image.sees(box) && cover.regions().mask(height(), width(), box).count() < box.area();
    }

    @Override
    public Image overview(int factor) {
        return cover.over(image.overview(factor));
    }

    @Override
    public Image requireImage() {
        return cover.over(image.requireImage());
    }
}
