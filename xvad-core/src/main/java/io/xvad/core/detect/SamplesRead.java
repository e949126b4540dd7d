package io.xvad.core.detect;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.model.LearnedSample;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Samples that are digested as they are read, so that they are not read once more for it; large images are read whole. Thread-safe. */
class SamplesRead implements Samples {

    private final Samples samples;
    private final AtomicReferenceArray<String> digests;

    SamplesRead(Samples samples) {
        this.samples = samples;
        this.digests = new AtomicReferenceArray<>(samples.size());
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Sample get(int index) {
        Sample sample = InBands.whole(samples.get(index));
        if (digests.get(index) == null) {
            digests.set(index, digest(sample));
        }
        return sample;
    }

    /** Digested as if the clip had been read as a whole. */
    @Override
    public void eachFrame(int index, Consumer<Image> taker) {
        if (digests.get(index) != null) {
            samples.eachFrame(index, taker);
            return;
        }
        Sha256 sha = new Sha256().add(samples.id(index));
        samples.eachFrame(index, frame -> {
            add(sha, frame);
            taker.accept(frame);
        });
        digests.set(index, sha.hex());
    }

    @Override
    public String id(int index) {
        return samples.id(index);
    }

    @Override
    public Optional<String> category(int index) {
        return samples.category(index);
    }

    @Override
    public Optional<Instant> time(int index) {
        return samples.time(index);
    }

    /** The number of samples read. */
    final int count() {
        int count = 0;
        for (int i = 0; i < digests.length(); i++) {
            count += digests.get(i) == null ? 0 : 1;
        }
        return count;
    }

    /** Those that were read, in order. */
    final LearnedSamples learned() {
        List<LearnedSample> learned = new ArrayList<>();
        for (int i = 0; i < digests.length(); i++) {
            String digest = digests.get(i);
            if (digest != null) {
                learned.add(new LearnedSample(samples.id(i), digest, samples.time(i)));
            }
        }
        return new LearnedSamples(learned);
    }

    /** SHA-256, in hex, of those that were read, in order. */
    final String hex() {
        Sha256 all = new Sha256();
        for (int i = 0; i < digests.length(); i++) {
            String digest = digests.get(i);
            if (digest != null) {
                all.add(digest);
                addMore(all, i);
            }
        }
        return all.hex();
    }

    /** Adds to the fingerprint what a sample has beyond its pixels. */
    void addMore(Sha256 all, int index) {
        category(index).ifPresent(all::add);
    }

    /** SHA-256, in hex, of the id and the pixels of a sample. */
    static String digest(Sample sample) {
        Sha256 sha = new Sha256().add(sample.id());
        if (sample instanceof Image image) {
            add(sha, image);
        } else if (sample instanceof Clip clip) {
            clip.frames().forEach(frame -> add(sha, frame));
        }
        return sha.hex();
    }

    private static void add(Sha256 sha, Image image) {
        sha.add(image.channels() + "x" + image.height() + "x" + image.width()).add(image.buffer());
    }
}
