package io.xvad.core.detect;

import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Samples that are fingerprinted as a detector reads them, so that a training set is not read once more for it.
 * Thread-safe.
 */
public final class Fingerprint implements Samples {

    private final Samples samples;
    private final AtomicReferenceArray<String> digests;

    /** Wraps the samples a detector is about to read. */
    public Fingerprint(Samples samples) {
        this.samples = samples;
        this.digests = new AtomicReferenceArray<>(samples.size());
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Sample get(int index) {
        Sample sample = samples.get(index);
        if (digests.get(index) == null) {
            digests.set(index, digest(sample));
        }
        return sample;
    }

    @Override
    public String id(int index) {
        return samples.id(index);
    }

    /** SHA-256, in hex, of all ids, shapes and pixels in order; samples that were not read yet are read now. */
    public String hex() {
        Sha256 all = new Sha256();
        for (int i = 0; i < size(); i++) {
            String digest = digests.get(i);
            all.add(digest == null ? digest(samples.get(i)) : digest);
        }
        return all.hex();
    }

    private static String digest(Sample sample) {
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
