package io.xvad.detectors.restoration;

import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Mask;
import io.xvad.core.capability.Reconstructs;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import java.util.ArrayList;
import java.util.Comparator;
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
        List<Placed> placed = placed(pyramid, scaled(region, scaled.height(), scaled.width()));
        int versions = placed.stream().mapToInt(Placed::versions).min().orElse(0);
        if (versions == 0) {
            return List.of(image.with(region, nearest.reconstruct(image)));
        }
        List<Image> filled = new ArrayList<>();
        for (int version = 0; version < Math.min(count, versions); version++) {
            Filling filling = new Filling(pyramid.finest());
            for (Placed one : placed) {
                filling.fill(one.distance, content(pyramid.finest(), one, version));
            }
            filled.add(inserted(image, filling));
        }
        return filled;
    }

    /** A part of a region, with what continues it, and where content for it was found. */
    private record Placed(boolean[] region, Part part, int[] distance, List<Placement> placements) {

        int versions() {
            return placements.size();
        }
    }

    private List<Placed> placed(Pyramid image, boolean[] region) {
        Plane plane = image.finest();
        Lazy<Prediction> whole = new Lazy<>(() -> new Prediction.Whole(Plane.of(nearest.nearest(plane.image()))));
        boolean[] wider = region.clone();
        List<Placed> marked = new ArrayList<>();
        for (Part part : Part.of(region, plane.height(), plane.width())) {
            Placed placed = placed(plane, region, part, search.get().search(image, region, part));
            marked.add(placed);
            if (placed.versions() > 0) {
                add(Continuation.near(plane, region, part, content(plane, placed, 0)), wider);
                if (!search.get().isTurning()) {
                    add(Continuation.anywhere(plane, region, part, whole.get()), wider);
                }
            }
        }
        List<Part> parts = Part.of(wider, plane.height(), plane.width());
        return parts.size() == marked.size() ? moved(plane, wider, parts, marked) : searched(image, wider, parts);
    }

    private static void add(boolean[] more, boolean[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] |= more[i];
        }
    }

    /** Parts that have only grown keep their placements. */
    private static List<Placed> moved(Plane plane, boolean[] region, List<Part> parts, List<Placed> marked) {
        List<Placed> moved = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Placed before = nearest(part, marked);
            double dy = part.centreY() - before.part.centreY();
            double dx = part.centreX() - before.part.centreX();
            List<Placement> placements = before.placements.stream()
                    .map(placement -> placement.movedBy(dy, dx))
                    .toList();
            moved.add(placed(plane, region, part, placements));
        }
        return moved;
    }

    private static Placed nearest(Part part, List<Placed> marked) {
        return marked.stream()
                .min(Comparator.comparingDouble(
                        one -> Math.hypot(one.part.centreY() - part.centreY(), one.part.centreX() - part.centreX())))
                .orElseThrow();
    }

    private List<Placed> searched(Pyramid image, boolean[] region, List<Part> parts) {
        return parts.stream()
                .map(part -> placed(image.finest(), region, part, search.get().search(image, region, part)))
                .toList();
    }

    private static Placed placed(Plane plane, boolean[] region, Part part, List<Placement> placements) {
        return new Placed(region, part, Distances.of(part, plane.height(), plane.width()), placements);
    }

    private Content content(Plane image, Placed placed, int version) {
        Placement placement = placed.placements.get(version);
        return new Content(
                image, placed.region, placed.distance, placed.part, search.get().normal(placement.image()), placement);
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
        float[] opacity =
                Resize.plane(filling.opacity(), plane.height(), plane.width(), image.height(), image.width(), false);
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += opacity[i % opacity.length] * (content.buffer().get(i) - values[i]);
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }
}
