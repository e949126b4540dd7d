package io.xvad.video.detectors.attributes;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The density of each attribute at each place, as Gaussian mixtures (Reiss and Hoshen 2022, who have one of velocity wherever
 * an object is): one mixture of place and attribute together. The distance of an attribute is its negative log-likelihood at the place,
 * {@code log p(place) - log p(place, attribute)}, where the place is that of the nearest normal object, since the mixtures say nothing
 * reliable of places where nothing was; the distance of the place itself is by how much it is less likely than the likeliest place. Velocity
 * has two mixtures: of speed and of heading. Where only more than usual is unusual, a smaller value than is expected at the place counts as
 * the expected one. Immutable.
 *
 * @param bank normal objects
 * @param upright by the middles of objects, and by their feet; the likelier place counts, since an object of another size at the same
 *     place has only one of them where others have it
 */
record MixtureDensity(ObjectMemoryBank bank, Map<Upright, Mixtures> upright) implements LocalDensity {

    private static final List<MeasuredAttribute> MEASURES = List.of(
            MeasuredAttribute.SPEED,
            MeasuredAttribute.HEADING,
            MeasuredAttribute.STAY,
            MeasuredAttribute.SIZE,
            MeasuredAttribute.CROWDING,
            MeasuredAttribute.COLOURS);

    /** Frame heights. */
    private static final double[] PLACED = {0.01, 0.01};

    /** The point of an object's box that tells how far down in the frame the object is. */
    enum Upright {
        /** The middle of the box. */
        MIDDLE,
        /** The lower end of the box. */
        FOOT;

        double[] place(Observation object) {
            return new double[] {object.x(), this == MIDDLE ? object.y() : object.foot()};
        }

        String entry(AttributeKind part) {
            return "mixture-" + name().toLowerCase(Locale.ROOT) + "-"
                    + part.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The mixtures of one kind of place.
     *
     * @param place of the place alone
     * @param measured of place and attribute; without attributes that no normal object tells of
     */
    record Mixtures(PlacedMixture place, Map<AttributeKind, PlacedMixture> measured) {}

    /** Fitted to normal objects. A stay whose end was not seen counts as the longest one whose end was. */
    static MixtureDensity of(ObjectMemoryBank bank, MixtureFit fit) {
        List<Observation> all =
                bank.entries().stream().map(ObjectMemoryBank.Entry::observation).toList();
        float longest = (float) all.stream()
                .mapToDouble(Observation::stay)
                .filter(stay -> stay != Observation.LONGER)
                .max()
                .orElse(0);
        List<Observation> ended = all.stream()
                .map(one -> one.stay() == Observation.LONGER ? one.withStay(longest) : one)
                .toList();
        Map<Upright, Mixtures> both = new EnumMap<>(Upright.class);
        for (Upright upright : Upright.values()) {
            both.put(upright, mixtures(ended, upright, fit));
        }
        return new MixtureDensity(bank, both);
    }

    private static Mixtures mixtures(List<Observation> normal, Upright upright, MixtureFit fit) {
        Map<AttributeKind, PlacedMixture> measured = new EnumMap<>(AttributeKind.class);
        for (MeasuredAttribute measure : MEASURES) {
            Cancellation.check();
            List<double[]> rows = new ArrayList<>();
            normal.stream().filter(measure::tells).forEach(one -> measure.of()
                    .apply(one)
                    .ifPresent(value -> rows.add(joined(upright.place(one), value))));
            if (!rows.isEmpty()) {
                measured.put(measure.kind(), PlacedMixture.of(fit.blurred(rows, joined(PLACED, measure.accuracy()))));
            }
        }
        return new Mixtures(
                PlacedMixture.of(fit.blurred(normal.stream().map(upright::place).toList(), PLACED)), measured);
    }

    private static double[] joined(double[] place, double[] measured) {
        return DoubleStream.concat(Arrays.stream(place), Arrays.stream(measured))
                .toArray();
    }

    @Override
    public Map<AttributeKind, Double> distances(Observation object, int[] around) {
        Upright likelier = likelier(object);
        double[] place = likelier.place(around.length == 0 ? object : bank.observation(around[0]));
        Map<AttributeKind, Double> distances = new EnumMap<>(AttributeKind.class);
        distances.put(AttributeKind.PLACE, mixtures(likelier).place().unlikelihood(likelier.place(object)));
        for (MeasuredAttribute measure : MEASURES) {
            Optional<PlacedMixture> mixture =
                    Optional.ofNullable(mixtures(likelier).measured().get(measure.kind()));
            Optional<double[]> value = measure.of().apply(object);
            if (mixture.isPresent() && value.isPresent()) {
                double[] counted =
                        measure.onlyMore(object) ? atLeast(mixture.get().expected(place), value.get()) : value.get();
                distances.put(measure.kind(), mixture.get().surprisal(place, counted));
            }
        }
        return distances;
    }

    private Upright likelier(Observation object) {
        return logPlace(Upright.MIDDLE, object) >= logPlace(Upright.FOOT, object) ? Upright.MIDDLE : Upright.FOOT;
    }

    private double logPlace(Upright by, Observation object) {
        return mixtures(by).place().logPlace(by.place(object));
    }

    private Mixtures mixtures(Upright by) {
        Mixtures known = upright.get(by);
        if (known == null) {
            throw new IllegalStateException("no mixtures by " + by);
        }
        return known;
    }

    private static double[] atLeast(double[] expected, double[] value) {
        double[] most = new double[value.length];
        for (int i = 0; i < most.length; i++) {
            most[i] = Math.max(expected[i], value[i]);
        }
        return most;
    }

    @Override
    public void write(ModelWriter model) {
        upright.forEach((by, mixtures) -> {
            mixtures.place().all().write(model, by.entry(AttributeKind.PLACE));
            mixtures.measured().forEach((part, mixture) -> mixture.all().write(model, by.entry(part)));
        });
    }

    static MixtureDensity read(ModelReader model, ObjectMemoryBank bank) {
        Map<Upright, Mixtures> both = new EnumMap<>(Upright.class);
        for (Upright by : Upright.values()) {
            Map<AttributeKind, PlacedMixture> measured = new EnumMap<>(AttributeKind.class);
            for (MeasuredAttribute measure : MEASURES) {
                String entry = by.entry(measure.kind());
                if (model.has(entry)) {
                    measured.put(
                            measure.kind(),
                            PlacedMixture.of(GaussianMixture.read(
                                    model, entry, PlacedMixture.PLACE + measure.accuracy().length)));
                }
            }
            GaussianMixture place = GaussianMixture.read(model, by.entry(AttributeKind.PLACE), PlacedMixture.PLACE);
            both.put(by, new Mixtures(PlacedMixture.of(place), measured));
        }
        return new MixtureDensity(bank, both);
    }
}
