package io.xvad.core.model;

import io.xvad.core.XvadModelException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The normal samples that a model has learned from, in the order in which it did; held-out samples are not among them. A capability of
 * models that can learn more or forget. Immutable and thread-safe.
 *
 * @param all one for each sample
 */
public record LearnedSamples(List<LearnedSample> all) {

    private static final String IDS = "learned-samples";
    private static final String DIGESTS = "learned-sha256";
    private static final String TIMES = "learned-times";
    private static final int DIGEST_BYTES = 32;

    public LearnedSamples {
        all = List.copyOf(all);
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** Their ids. */
    public Set<String> ids() {
        return all.stream().map(LearnedSample::id).collect(Collectors.toUnmodifiableSet());
    }

    /** These and then others. */
    public LearnedSamples and(LearnedSamples others) {
        List<LearnedSample> more = new ArrayList<>(all);
        more.addAll(others.all);
        return new LearnedSamples(more);
    }

    /** Those of ids for which this holds. */
    public LearnedSamples only(Predicate<String> ids) {
        return new LearnedSamples(
                all.stream().filter(sample -> ids.test(sample.id())).toList());
    }

    /**
     * Their number and fingerprint: where no sample has a category, that of a fit on these samples in this order.
     */
    public LearnedFrom learnedFrom() {
        Sha256 sha = new Sha256();
        all.forEach(sample -> sha.add(sample.sha256()));
        return LearnedFrom.normals(size(), sha.hex());
    }

    /** Whether a model says what it has learned from. */
    public static boolean areIn(ModelReader model) {
        return model.has(IDS);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or they do not fit each other
     */
    public static LearnedSamples read(ModelReader model) {
        List<String> ids = model.strings(IDS);
        byte[] digests = model.bytes(DIGESTS);
        double[] times = model.doubles(TIMES);
        if (digests.length != DIGEST_BYTES * ids.size() || times.length != ids.size()) {
            throw new XvadModelException("entries '" + IDS + "', '" + DIGESTS + "' and '" + TIMES
                    + "' do not fit each other: " + ids.size() + " samples, " + digests.length + " bytes and "
                    + times.length + " times");
        }
        List<LearnedSample> all = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            String sha256 = HexFormat.of().formatHex(digests, DIGEST_BYTES * i, DIGEST_BYTES * (i + 1));
            all.add(new LearnedSample(ids.get(i), sha256, time(times[i])));
        }
        return new LearnedSamples(all);
    }

    /** Writes them. */
    public void write(ModelWriter model) {
        byte[] digests = new byte[DIGEST_BYTES * size()];
        double[] times = new double[size()];
        for (int i = 0; i < times.length; i++) {
            byte[] digest = HexFormat.of().parseHex(all.get(i).sha256());
            System.arraycopy(digest, 0, digests, DIGEST_BYTES * i, DIGEST_BYTES);
            times[i] =
                    all.get(i).time().map(time -> (double) time.toEpochMilli()).orElse(Double.NaN);
        }
        model.strings(IDS, all.stream().map(LearnedSample::id).toList());
        model.bytes(DIGESTS, digests);
        model.doubles(TIMES, times);
    }

    private static Optional<Instant> time(double milliseconds) {
        return Double.isNaN(milliseconds) ? Optional.empty() : Optional.of(Instant.ofEpochMilli((long) milliseconds));
    }
}
