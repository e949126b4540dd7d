package io.xvad.core.detect;

import io.xvad.core.model.LearnedFrom;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.Sha256;
import java.util.List;

/** The provenance of detectors that were fitted alike, each on its own tiles: what they learned from is taken together. */
final class TileProvenance {

    private TileProvenance() {}

    static Provenance of(List<FittedDetector> detectors) {
        Provenance first = detectors.get(0).provenance();
        List<LearnedFrom> each = detectors.stream()
                .map(detector -> detector.provenance().learnedFrom())
                .toList();
        Sha256 fingerprint = new Sha256();
        each.forEach(learned -> fingerprint.add(learned.fingerprint()));
        LearnedFrom all = new LearnedFrom(
                each.stream().mapToInt(LearnedFrom::normals).sum(),
                each.stream().mapToInt(LearnedFrom::labelled).sum(),
                each.stream().mapToInt(LearnedFrom::unlabelled).sum(),
                first.learnedFrom().auxiliary(),
                fingerprint.hex());
        return new Provenance(
                first.detector(),
                first.options(),
                first.preset(),
                first.seed(),
                all,
                first.determinism(),
                first.external(),
                first.libraryVersion());
    }
}
