package io.xvad.detectors.restoration;

import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Mask;
import io.xvad.core.capability.Reconstructs;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.List;

/**
 * Composes the normal version of a region from kept normal images: for each connected part it searches them for what lies in
 * surroundings like those of the part, and puts that content in its place. A whole image has no surroundings; its normal version is
 * the nearest normal image. Works at the scale at which the normal images are kept; what it puts in is no sharper than they are.
 * Immutable and thread-safe.
 */
public final class NormalComposition implements Reconstructs {

    private final NormalImages normals;
    private final NearestNormalImage nearest;
    private final Lazy<ContextSearch> search;

    /** Composes from these images. */
    public NormalComposition(NormalImages normals) {
        this.normals = normals;
        this.nearest = new NearestNormalImage(normals);
        this.search = new Lazy<>(this::prepared);
    }

    private ContextSearch prepared() {
        List<Pyramid> pyramids = normals.images().stream()
                .map(image -> Pyramid.of(Plane.of(image)))
                .toList();
        return new ContextSearch(pyramids, Turning.of(pyramids));
    }

    @Override
    public Image reconstruct(Image image) {
        return nearest.reconstruct(image);
    }

    @Override
    public List<Image> reconstruct(Image image, Mask region, int count) {
        Image scaled = normals.atScale(image);
        Pyramid pyramid = Pyramid.of(Plane.of(scaled));
        boolean[] inside = scaled(region, scaled.height(), scaled.width());
        List<Part> parts = Part.of(inside, scaled.height(), scaled.width());
        List<List<Placement>> found = new ArrayList<>();
        for (Part part : parts) {
            List<Placement> placements = search.get().search(pyramid, inside, part);
            if (placements.isEmpty()) {
                return List.of(image.with(region, nearest.reconstruct(image)));
            }
            found.add(placements);
        }
        int versions = Math.min(
                count, found.stream().mapToInt(List::size).max().orElse(1));
        List<Image> filled = new ArrayList<>();
        for (int version = 0; version < versions; version++) {
            Filling filling = new Filling(pyramid.finest(), inside);
            for (int p = 0; p < parts.size(); p++) {
                Placement placement =
                        found.get(p).get(Math.min(version, found.get(p).size() - 1));
                Plane normal = search.get().normal(placement.image());
                filling.fill(parts.get(p), normal, placement);
            }
            filled.add(inserted(image, filling));
        }
        return filled;
    }

    /** The region at another scale: the pixels of which any part lies in it. */
    private static boolean[] scaled(Mask region, int height, int width) {
        boolean[] scaled = new boolean[height * width];
        boolean[] pixels = region.toArray();
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                int y = (int) ((long) (i / region.width()) * height / region.height());
                int x = (int) ((long) (i % region.width()) * width / region.width());
                scaled[y * width + x] = true;
            }
        }
        return scaled;
    }

    /** The image with what was filled in, brought to its own scale. */
    private static Image inserted(Image image, Filling filling) {
        Plane plane = filling.filled();
        Image filled = Resize.image(
                Image.of(image.id(), plane.channels(), plane.height(), plane.width(), plane.values()),
                image.height(),
                image.width());
        Image content = image.channels() == 3 ? Channels.colour(filled) : NormalImages.grey(filled);
        float[] opacity = Resize.plane(
                filling.opacity(), plane.height(), plane.width(), image.height(), image.width(), false);
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += opacity[i % opacity.length] * (content.buffer().get(i) - values[i]);
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }
}
