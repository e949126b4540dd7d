package io.xvad.video.detectors.exemplars;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The exemplars of all regions of a scene. Immutable; a change gives another set.
 *
 * @param byRegion the exemplars of each region
 * @param next number of the next one
 */
record ExemplarSet(List<List<Exemplar>> byRegion, int next) {

    /** Side of a thumbnail in pixels; small, since tens of them a region are read and checked before the first frame is scored. */
    static final int SIDE = 28;

    private static final String CLIPS = "exemplar-clips";
    private static final String PLACES = "exemplar-places";
    private static final String VOLUMES = "exemplar-volumes";
    private static final String THUMBNAILS = "exemplar-pictures";
    private static final String COUNTS = "exemplar-counts";

    ExemplarSet {
        byRegion = byRegion.stream().map(List::copyOf).toList();
    }

    /**
     * The nearest exemplar of a region.
     *
     * @param exemplar the exemplar
     * @param parts how far it is, and what each attribute adds to that
     */
    record Nearest(Exemplar exemplar, VolumeDistance.Parts parts) {}

    static ExemplarSet none(int regions) {
        List<List<Exemplar>> empty = new ArrayList<>();
        for (int i = 0; i < regions; i++) {
            empty.add(List.of());
        }
        return new ExemplarSet(empty, 0);
    }

    List<Exemplar> of(int region) {
        return byRegion.get(region);
    }

    /** The exemplar of a region that is nearest to a volume; empty if the region has none. */
    Optional<Nearest> nearest(int region, VideoVolume volume, VolumeDistance distance) {
        Nearest best = null;
        for (Exemplar exemplar : of(region)) {
            VolumeDistance.Parts parts = distance.between(volume, exemplar.volume());
            if (best == null || parts.sum() < best.parts().sum()) {
                best = new Nearest(exemplar, parts);
            }
        }
        return Optional.ofNullable(best);
    }

    List<Exemplar> all() {
        return byRegion.stream().flatMap(List::stream).toList();
    }

    ExemplarSet without(Predicate<Exemplar> dropped) {
        return new ExemplarSet(
                byRegion.stream()
                        .map(some -> some.stream().filter(dropped.negate()).toList())
                        .toList(),
                next);
    }

    void write(ModelWriter model) {
        List<Exemplar> all = all();
        int[] places = new int[3 * all.size()];
        float[] volumes = new float[VideoVolume.NUMBERS * all.size()];
        byte[] thumbnails = new byte[Thumbnail.bytes(SIDE) * all.size()];
        for (int i = 0; i < all.size(); i++) {
            Exemplar one = all.get(i);
            int[] place = {one.number(), one.region(), one.frame()};
            System.arraycopy(place, 0, places, 3 * i, 3);
            System.arraycopy(one.volume().toArray(), 0, volumes, VideoVolume.NUMBERS * i, VideoVolume.NUMBERS);
            one.thumbnail().into(thumbnails, i);
        }
        model.ints(COUNTS, new int[] {byRegion.size(), next});
        model.strings(CLIPS, all.stream().map(Exemplar::clip).toList());
        model.ints(PLACES, places);
        model.tensor(VOLUMES, Tensor.owning(volumes, all.size(), VideoVolume.NUMBERS));
        model.bytes(THUMBNAILS, thumbnails);
    }

    static ExemplarSet read(ModelReader model) {
        int[] counts = model.ints(COUNTS);
        List<String> clips = model.strings(CLIPS);
        int[] places = model.ints(PLACES);
        float[] volumes = model.tensor(VOLUMES).toArray();
        byte[] thumbnails = model.bytes(THUMBNAILS);
        if (thumbnails.length != Thumbnail.bytes(SIDE) * clips.size()) {
            throw new XvadModelException("entry '" + THUMBNAILS + "' must have " + clips.size() + " thumbnails of "
                    + SIDE + " x " + SIDE + ", has " + thumbnails.length + " bytes: fit the model again");
        }
        List<List<Exemplar>> byRegion = new ArrayList<>();
        for (int i = 0; i < counts[0]; i++) {
            byRegion.add(new ArrayList<>());
        }
        for (int i = 0; i < clips.size(); i++) {
            int region = places[3 * i + 1];
            if (region < 0 || region >= counts[0]) {
                throw new XvadModelException(
                        "exemplar " + places[3 * i] + " lies in region " + region + " of " + counts[0]);
            }
            byRegion.get(region)
                    .add(new Exemplar(
                            places[3 * i],
                            region,
                            clips.get(i),
                            places[3 * i + 2],
                            VideoVolume.of(volumes, VideoVolume.NUMBERS * i),
                            Thumbnail.from(thumbnails, i, SIDE)));
        }
        return new ExemplarSet(byRegion, counts[1]);
    }
}
