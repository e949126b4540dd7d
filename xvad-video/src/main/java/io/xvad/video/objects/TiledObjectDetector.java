package io.xvad.video.objects;

import io.xvad.core.Box;
import io.xvad.core.Image;
import java.util.ArrayList;
import java.util.List;

/** Looks at tiles of an image one after another, and counts once what several of them show. */
record TiledObjectDetector(ObjectDetector detector, TileGrid tiles) implements ObjectDetector {

    @Override
    public List<DetectedObject> detect(Image image) {
        List<Box> boxes = tiles.of(image.height(), image.width());
        if (boxes.size() == 1) {
            return detector.detect(image);
        }
        List<TileObject> found = new ArrayList<>();
        for (Box tile : boxes) {
            for (DetectedObject object : detector.detect(image.crop(tile))) {
                found.add(TileObject.of(object.moved(tile.x(), tile.y()), tile, image));
            }
        }
        return TileMerge.of(found);
    }

    @Override
    public List<String> classNames() {
        return detector.classNames();
    }

    @Override
    public String form() {
        return detector.form();
    }

    @Override
    public void close() {
        detector.close();
    }
}
